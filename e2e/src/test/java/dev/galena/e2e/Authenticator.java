package dev.galena.e2e;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The telephone that shows a number every half minute (RFC 6238, SHA-1, six digits). */
final class Authenticator {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_CHARS = 32;
    private static final int STEP_SECONDS = 30;

    private Authenticator() {}

    /** {@code secret}: in base32, as it is shown for typing it in by hand. */
    static String code(String secret) {
        var text = secret.replace(" ", "");
        if (!text.matches("[A-Z2-7]{" + SECRET_CHARS + "}")) throw new IllegalArgumentException(secret);
        var key = ByteBuffer.allocate(SECRET_CHARS * 5 / 8);
        for (int i = 0; i < SECRET_CHARS; i += 8) {
            long group = 0;
            for (int j = i; j < i + 8; j++) group = group << 5 | BASE32.indexOf(text.charAt(j));
            for (int shift = 32; shift >= 0; shift -= 8) key.put((byte) (group >> shift));
        }
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.array(), "HmacSHA1"));
            var step = ByteBuffer.allocate(Long.BYTES).putLong(Instant.now().getEpochSecond() / STEP_SECONDS);
            var hash = mac.doFinal(step.array());
            int from = hash[hash.length - 1] & 15;
            int number = ByteBuffer.wrap(hash).getInt(from) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
