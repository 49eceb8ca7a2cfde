package dev.galena.consent;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person is known by: a telephone number in E.164, an e-mail address (kept in lower case), or both. Personal: never
 * logged, and {@link #toString} keeps it to itself.
 */
public record Identity(@Nullable String phoneE164, @Nullable String email) {

    private static final int EMAIL_CHARS_MAX = 254;

    public Identity {
        if (phoneE164 == null && email == null) {
            throw new IllegalArgumentException("a person is known by a telephone number or an e-mail address");
        }
        if (phoneE164 != null && !isE164(phoneE164)) {
            throw new IllegalArgumentException("the telephone number is not in E.164");
        }
        if (email != null) {
            email = email.strip().toLowerCase(Locale.ROOT);
            if (email.isEmpty() || email.length() > EMAIL_CHARS_MAX) {
                throw new IllegalArgumentException("an e-mail address has 1 to 254 characters");
            }
        }
    }

    private static boolean isE164(String phone) {
        if (phone.length() < 3 || phone.length() > 16 || phone.charAt(0) != '+' || phone.charAt(1) == '0') return false;
        for (int i = 1; i < phone.length(); i++) {
            if (phone.charAt(i) < '0' || phone.charAt(i) > '9') return false;
        }
        return true;
    }

    @Override
    public String toString() {
        return "Identity[hidden]";
    }
}
