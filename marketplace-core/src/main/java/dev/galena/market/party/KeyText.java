package dev.galena.market.party;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code gal_live_} or {@code gal_test_}, 30 random base-62 digits (178 bits), 6 digits of CRC-32. The prefix
 * lets scanners find leaked keys, the checksum tells a typing error from a key without asking the database. Only the SHA-256 is
 * kept: at 178 random bits a slow hash would add nothing.
 */
public final class KeyText {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String LIVE = "gal_live_";
    private static final String TEST = "gal_test_";
    private static final int RANDOM_CHARS = 30;
    private static final int CHECK_CHARS = 6;
    private static final int LENGTH = LIVE.length() + RANDOM_CHARS + CHECK_CHARS;

    private KeyText() {}

    public static String fresh(boolean test, SecureRandom random) {
        var text = new StringBuilder(test ? TEST : LIVE);
        for (int i = 0; i < RANDOM_CHARS; i++) {
            text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return text.append(checksum(text.toString())).toString();
    }

    /** Whether it may be a key at all. */
    public static boolean wellFormed(String text) {
        if (text.length() != LENGTH || !(text.startsWith(LIVE) || text.startsWith(TEST))) {
            return false;
        }
        int check = LENGTH - CHECK_CHARS;
        return text.substring(check).equals(checksum(text.substring(0, check)));
    }

    /** What is shown of it in lists: enough to recognise, far too little to guess. */
    public static String prefix(String text) {
        return text.substring(0, LIVE.length() + 4);
    }

    public static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(US_ASCII));
        long value = crc.getValue();
        var digits = new char[CHECK_CHARS];
        for (int i = CHECK_CHARS - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (value % DIGITS.length()));
            value /= DIGITS.length();
        }
        return new String(digits);
    }
}
