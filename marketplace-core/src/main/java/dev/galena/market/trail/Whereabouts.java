package dev.galena.market.trail;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which clocks a person may live: those of the state on the form together with those of the number, since people move and
 * keep their numbers. A number that may be anywhere says nothing where the state is known.
 */
final class Whereabouts {
    /** More than a state has: a number for the whole country. */
    private static final int TELLING_MAX = 6;

    private static final String STATES = """
            AL America/Chicago,AK America/Anchorage America/Adak,AZ America/Phoenix America/Denver,AR America/Chicago,
            CA America/Los_Angeles,CO America/Denver,CT America/New_York,DE America/New_York,DC America/New_York,
            FL America/New_York America/Chicago,GA America/New_York,HI Pacific/Honolulu,ID America/Boise America/Los_Angeles,
            IL America/Chicago,IN America/Indiana/Indianapolis America/Chicago,IA America/Chicago,KS America/Chicago America/Denver,
            KY America/New_York America/Chicago,LA America/Chicago,ME America/New_York,MD America/New_York,MA America/New_York,
            MI America/Detroit America/Menominee,MN America/Chicago,MS America/Chicago,MO America/Chicago,MT America/Denver,
            NE America/Chicago America/Denver,NV America/Los_Angeles America/Denver,NH America/New_York,NJ America/New_York,
            NM America/Denver,NY America/New_York,NC America/New_York,ND America/Chicago America/Denver,OH America/New_York,
            OK America/Chicago,OR America/Los_Angeles America/Boise,PA America/New_York,RI America/New_York,SC America/New_York,
            SD America/Chicago America/Denver,TN America/New_York America/Chicago,TX America/Chicago America/Denver,
            UT America/Denver,VT America/New_York,VA America/New_York,WA America/Los_Angeles,WV America/New_York,
            WI America/Chicago,WY America/Denver,PR America/Puerto_Rico,VI America/St_Thomas,GU Pacific/Guam,
            AS Pacific/Pago_Pago,MP Pacific/Saipan,PW Pacific/Palau,FM Pacific/Chuuk Pacific/Pohnpei Pacific/Kosrae,
            MH Pacific/Majuro""";

    private static final Map<String, Set<ZoneId>> BY_STATE = byState();

    private Whereabouts() {}

    /** Empty: nobody knows. {@code states}: codes of the United States; unknown ones say nothing. */
    static Set<ZoneId> of(Set<String> states, @Nullable String phoneE164) {
        var zones = new HashSet<ZoneId>();
        for (String state : states) zones.addAll(BY_STATE.getOrDefault(state, Set.of()));
        Set<ZoneId> ofNumber = phoneE164 == null ? Set.of() : ofNumber(phoneE164);
        if (zones.isEmpty() || ofNumber.size() <= TELLING_MAX) zones.addAll(ofNumber);
        return zones;
    }

    private static Set<ZoneId> ofNumber(String phoneE164) {
        List<String> names;
        try {
            var number = PhoneNumberUtil.getInstance().parse(phoneE164, null);
            names = PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number);
        } catch (NumberParseException e) {
            return Set.of();
        }
        var zones = new HashSet<ZoneId>();
        for (String name : names) {
            boolean known = !name.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())
                    && ZoneId.getAvailableZoneIds().contains(name);
            if (known) zones.add(ZoneId.of(name));
        }
        return zones;
    }

    private static Map<String, Set<ZoneId>> byState() {
        var states = new HashMap<String, Set<ZoneId>>();
        for (String entry : STATES.split(",\\s*", -1)) {
            var zones = new HashSet<ZoneId>();
            for (String zone : entry.substring(3).split(" ", -1)) zones.add(ZoneId.of(zone));
            states.put(entry.substring(0, 2), zones);
        }
        return Map.copyOf(states);
    }
}
