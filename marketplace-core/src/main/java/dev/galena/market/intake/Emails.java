package dev.galena.market.intake;

import com.ibm.icu.text.IDNA;
import org.jspecify.annotations.Nullable;

/**
 * Reads e-mail addresses one can write to: the dot-atom form of RFC 5322 within the lengths of RFC 5321, a domain of at least
 * two labels, internationalised ones by UTS 46. Quoted local parts, comments, address literals and lone host names are legal
 * in a header and never the address of a lead: they are refused.
 */
public final class Emails {
    private static final int LENGTH_MAX = 254;
    private static final int LOCAL_MAX = 64;
    private static final int DOMAIN_MAX = 253;
    private static final int LABEL_MAX = 63;
    private static final boolean[] ATOM = atom();

    private final IDNA idna = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);

    private static boolean[] atom() {
        boolean[] allowed = new boolean[128];
        for (char c = '0'; c <= '9'; c++) allowed[c] = true;
        for (char c = 'a'; c <= 'z'; c++) allowed[c] = true;
        for (char c = 'A'; c <= 'Z'; c++) allowed[c] = true;
        for (char c : "!#$%&'*+-/=?^_`{|}~".toCharArray()) allowed[c] = true;
        return allowed;
    }

    /** The address with its domain in lower-case ASCII, or null when it is none. */
    public @Nullable String address(String text) {
        if (text.length() > LENGTH_MAX) return null;
        int at = text.lastIndexOf('@');
        if (at < 1 || !local(text, at)) return null;
        String domain = domain(text.substring(at + 1));
        return domain == null || at + 1 + domain.length() > LENGTH_MAX ? null : text.substring(0, at + 1) + domain;
    }

    private static boolean local(String text, int end) {
        if (end > LOCAL_MAX) return false;
        boolean dot = true; // none at the start, none twice, none at the end
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (dot) return false;
                dot = true;
            } else {
                if (c >= 128 || !ATOM[c]) return false;
                dot = false;
            }
        }
        return !dot;
    }

    private @Nullable String domain(String text) {
        boolean plain = text.chars().allMatch(c -> c < 128);
        if (plain) {
            String lower = asciiLower(text);
            return hostName(lower) ? lower : null;
        }
        var info = new IDNA.Info();
        String ascii = idna.nameToASCII(text, new StringBuilder(), info).toString();
        return info.hasErrors() || !hostName(ascii) ? null : ascii;
    }

    private static String asciiLower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    /** Labels of letters, digits and inner hyphens; the last one is no number. */
    private static boolean hostName(String domain) {
        if (domain.length() > DOMAIN_MAX) return false;
        int labels = 0;
        int start = 0;
        boolean letters = false;
        for (int i = 0; i <= domain.length(); i++) {
            char c = i < domain.length() ? domain.charAt(i) : '.';
            if (c == '.') {
                int length = i - start;
                if (length == 0 || length > LABEL_MAX) return false;
                if (domain.charAt(start) == '-' || domain.charAt(i - 1) == '-') return false;
                labels++;
                start = i + 1;
                if (i < domain.length()) letters = false;
            } else if (c >= 'a' && c <= 'z') {
                letters = true;
            } else if ((c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return labels >= 2 && letters;
    }
}
