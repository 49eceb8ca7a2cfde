package dev.galena.db;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Ids: UUIDv7 (RFC 9562) in the database, {@code lead_01j…} outside.
 *
 * <p>Outside an id is a prefix and 26 lower-case characters of Crockford's base 32, most significant first. Each id has
 * one spelling only, so a text may serve as a key.
 */
public final class Id {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final byte[] VALUES = new byte[128];
    private static final int LENGTH = 26;

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (byte i = 0; i < DIGITS.length; i++) VALUES[DIGITS[i]] = i;
    }

    private Id() {}

    /** A new id; within this process each is greater than the one before. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    public static String text(String prefix, UUID id) {
        char[] text = new char[LENGTH];
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS[(int) low & 31];
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return prefix + "_" + new String(text);
    }

    /** The id, or nothing when the prefix is another's or the text is not exactly what {@link #text} writes. */
    public static Optional<UUID> parse(String prefix, String text) {
        int start = prefix.length() + 1;
        if (text.length() != start + LENGTH || !text.startsWith(prefix) || text.charAt(start - 1) != '_')
            return Optional.empty();
        if (text.charAt(start) > '7') return Optional.empty(); // 26 characters hold 130 bits, an id has 128
        long high = 0;
        long low = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) return Optional.empty();
            high = high << 5 | low >>> 59;
            low = low << 5 | value;
        }
        return Optional.of(new UUID(high, low));
    }
}
