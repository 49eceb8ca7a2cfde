package dev.galena.market.party;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of authenticators (RFC 6238): six digits, by HMAC-SHA-1 because some applications know nothing else, a new one every half minute. */
final class Totp {
    static final int SECRET_BYTES = 20;

    private static final String ALGORITHM = "HmacSHA1";
    private static final long STEP_SECONDS = 30;
    private static final int DRIFT_STEPS = 1;
    private static final int SIX_DIGITS = 1_000_000;

    private Totp() {}

    /** The step whose code this is, of those around now that are newer than the last one used: a code is taken once. */
    static OptionalLong step(byte[] secret, String code, Instant now, long used) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        for (long step = Math.max(current - DRIFT_STEPS, used + 1); step <= current + DRIFT_STEPS; step++) {
            if (MessageDigest.isEqual(code(secret, step).getBytes(US_ASCII), code.getBytes(US_ASCII))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    static String code(byte[] secret, long step) {
        return String.format(Locale.ROOT, "%06d", truncated(secret, step) % SIX_DIGITS);
    }

    /** 31 bits of the HMAC, taken where its last four bits say (RFC 4226, 5.3). */
    static int truncated(byte[] secret, long step) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            return ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As authenticators take it by hand: base 32 (RFC 4648), which is base 32 as Java counts in other letters. */
    static String text(byte[] secret) {
        int letters = secret.length * Byte.SIZE / 5;
        var text = new StringBuilder();
        for (char digit : new BigInteger(1, secret).toString(32).toCharArray()) {
            int value = Character.digit(digit, 32);
            text.append((char) (value < 26 ? 'A' + value : '2' + value - 26));
        }
        return "A".repeat(letters - text.length()) + text;
    }

    /** As they take it from a picture, in the form that Google Authenticator introduced. */
    static String uri(byte[] secret, String email) {
        return "otpauth://totp/Galena:" + percent(email) + "?secret=" + text(secret)
                + "&issuer=Galena&algorithm=SHA1&digits=6&period=" + STEP_SECONDS;
    }

    private static String percent(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
