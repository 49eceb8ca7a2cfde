package dev.galena.billing;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A creditor reference of ISO 11649: RF, two check digits, and here twelve characters of an id's random end. Banks carry it as
 * it is, and a slip of the pen does not lead to somebody else.
 */
public final class Reference {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;
    private static final Pattern WRITTEN = Pattern.compile("RF[0-9]{2}[0-9A-Z]{" + LENGTH + "}");

    private Reference() {}

    public static String of(UUID id) {
        var text = new StringBuilder();
        for (long bits = id.getLeastSignificantBits(); text.length() < LENGTH; bits >>>= 5) {
            text.append(DIGITS.charAt((int) bits & 31));
        }
        int rest = remainder(text + "RF00");
        return "RF%02d%s".formatted(98 - rest, text);
    }

    /** The first reference in what somebody wrote, whatever spaces and case he used. */
    public static Optional<String> in(String written) {
        var found = WRITTEN.matcher(written.replaceAll("[\\s./-]", "").toUpperCase(java.util.Locale.ROOT));
        int from = 0;
        while (found.find(from)) {
            var text = found.group();
            if (remainder(text.substring(4) + text.substring(0, 4)) == 1) return Optional.of(text);
            from = found.start() + 1;
        }
        return Optional.empty();
    }

    private static int remainder(String text) {
        var digits = new StringBuilder();
        text.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    }
}
