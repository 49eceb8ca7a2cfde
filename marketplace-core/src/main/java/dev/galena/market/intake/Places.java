package dev.galena.market.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states and territories of the United States, and which of them the first three digits of a ZIP code lie in. */
final class Places {
    private static final String PREFIXES = """
            005 NY,006-007 PR,008 VI,009 PR,010-027 MA,028-029 RI,030-038 NH,039-049 ME,050-054 VT,055 MA,056-059 VT,
            060-069 CT,063 NY,070-089 NJ,090-099 AE,100-149 NY,150-196 PA,197-199 DE,200 DC,201 VA,202-205 DC,206-219 MD,
            220-246 VA,247-268 WV,270-289 NC,290-299 SC,300-319 GA,320-339 FL,340 AA,341-349 FL,350-369 AL,370-385 TN,
            386-397 MS,398-399 GA,400-427 KY,422 TN,430-459 OH,460-479 IN,480-499 MI,500-528 IA,530-549 WI,550-567 MN,
            569 DC,570-577 SD,580-588 ND,590-599 MT,600-629 IL,630-658 MO,660-679 KS,680-693 NE,700-714 LA,716-729 AR,
            730-749 OK,733 TX,739 TX,750-799 TX,800-816 CO,820-831 WY,832-838 ID,834 WY,840-847 UT,850-865 AZ,865 NM,
            870-884 NM,885 TX,889-898 NV,900-961 CA,962-966 AP,967-968 HI,967 AS,969 GU,969 PW,969 FM,969 MH,969 MP,
            970-979 OR,980-994 WA,995-999 AK""";
    private static final String NAMES = """
            AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,
            DC District of Columbia,DC Washington DC,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,
            KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,
            MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,
            NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,
            SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,
            WY Wyoming,PR Puerto Rico,VI Virgin Islands,VI U.S. Virgin Islands,GU Guam,AS American Samoa,
            MP Northern Mariana Islands,PW Palau,FM Micronesia,MH Marshall Islands,AA Armed Forces Americas,
            AE Armed Forces Europe,AP Armed Forces Pacific""";

    private static final Map<String, String> BY_NAME = byName();
    private static final List<List<String>> BY_PREFIX = byPrefix();

    private Places() {}

    private static Map<String, String> byName() {
        Map<String, String> states = new HashMap<>();
        for (String entry : NAMES.split(",\\s*", -1)) {
            String code = entry.substring(0, 2);
            states.put(code, code);
            states.put(entry.substring(3).toUpperCase(Locale.ROOT), code);
        }
        return Map.copyOf(states);
    }

    private static List<List<String>> byPrefix() {
        List<List<String>> states = new ArrayList<>();
        for (int i = 0; i < 1000; i++) states.add(new ArrayList<>(1));
        for (String entry : PREFIXES.split(",\\s*", -1)) {
            int space = entry.indexOf(' ');
            int first = Integer.parseInt(entry, 0, 3, 10);
            int last = Integer.parseInt(entry, space - 3, space, 10);
            for (int i = first; i <= last; i++) states.get(i).add(entry.substring(space + 1));
        }
        return states.stream().map(List::copyOf).toList();
    }

    /** The two-letter code, of a code or a name in any case; null when there is no such state. */
    static @Nullable String state(String text) {
        String direct = BY_NAME.get(text);
        return direct != null ? direct : BY_NAME.get(text.toUpperCase(Locale.ROOT));
    }

    /** The states a ZIP code may lie in, the usual one first; none when the prefix is not in use. */
    static List<String> states(String zip) {
        return BY_PREFIX.get(Integer.parseInt(zip, 0, 3, 10));
    }

    /**
     * The five digits of a ZIP or ZIP+4 code, or null. A spreadsheet drops leading zeros; they are put back where the state
     * confirms it.
     */
    static @Nullable String zip(String text, @Nullable String state) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') digits++;
        boolean plusFour = digits == 5 && text.length() == 10 && text.charAt(5) == '-' && digits(text, 6);
        if (plusFour || (digits == text.length() && (digits == 5 || digits == 9))) return text.substring(0, 5);
        if (digits != text.length() || (digits != 3 && digits != 4) || state == null) return null;
        String padded = "00".substring(digits - 3) + text;
        return states(padded).contains(state) ? padded : null;
    }

    private static boolean digits(String text, int from) {
        for (int i = from; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        return true;
    }
}
