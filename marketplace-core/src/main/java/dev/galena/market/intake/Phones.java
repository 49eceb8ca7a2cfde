package dev.galena.market.intake;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Reads telephone numbers into E.164 by libphonenumber. Whether a US number is in use is decided by its first six digits, so
 * that answer is remembered and most numbers of a batch cost no more than reading their digits.
 */
public final class Phones {
    private static final String REGION = "US";
    private static final int TEXT_MAX = 40;
    private static final int NATIONAL_DIGITS = 10;

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    /** Indexed by area code and exchange; true: known to be a US number. Racing writers all write true. */
    private final boolean[] inUse = new boolean[1_000_000];

    /** The number in E.164, or null when it is none. */
    public @Nullable String e164(String text) {
        if (text.length() > TEXT_MAX) return null;
        long national = northAmerican(text);
        if (national >= 0 && inUse[(int) (national / 10_000)]) return "+1" + national;
        try {
            PhoneNumber number = library.parse(text, REGION);
            if (number.hasExtension() || !library.isValidNumber(number)) return null;
            if (national >= 0 && REGION.equals(library.getRegionCodeForNumber(number)))
                inUse[(int) (national / 10_000)] = true;
            return library.format(number, PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            return null;
        }
    }

    /** The ten digits of something plainly written like a North American number, else -1. */
    private static long northAmerican(String text) {
        long value = 0;
        int digits = 0;
        boolean international = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
                if (++digits > NATIONAL_DIGITS + 1) return -1;
            } else if (c == '+' && i == 0) {
                international = true;
            } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')') {
                return -1;
            }
        }
        long countryCode = 10_000_000_000L;
        if (digits == NATIONAL_DIGITS + 1 && value / countryCode == 1) return value - countryCode;
        return digits == NATIONAL_DIGITS && !international && value >= 2_000_000_000L ? value : -1;
    }
}
