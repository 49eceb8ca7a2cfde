package dev.galena.market.delivery;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook endpoint and we share, and how it signs: Standard Webhooks 1.0.0, scheme {@code v1} (HMAC-SHA-256 over
 * {@code id.timestamp.body}).
 *
 * @param text {@code whsec_} and 24 to 64 bytes in base64
 */
public record Secret(String text) {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final int SIGNATURES_MAX = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    public Secret {
        if (!text.startsWith(PREFIX)) throw new IllegalArgumentException("a webhook secret starts with whsec_");
        int length = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
        if (length < 24 || length > 64) throw new IllegalArgumentException("a webhook secret has 24 to 64 bytes");
    }

    public static Secret fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** The value of {@code webhook-signature}: one signature a secret, so that either side may rotate in its own time. */
    static String signatures(List<Secret> secrets, String id, Instant at, byte[] body) {
        return secrets.stream()
                .map(s -> s.signature(id, at.getEpochSecond(), body))
                .collect(Collectors.joining(" "));
    }

    /** Whether one of several signatures, divided by spaces, is ours; takes as long whichever is. */
    public boolean signed(String signatures, String id, Instant at, byte[] body) {
        byte[] own = signature(id, at.getEpochSecond(), body).getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String one : signatures.split(" ", SIGNATURES_MAX + 1))
            found |= MessageDigest.isEqual(own, one.getBytes(StandardCharsets.US_ASCII));
        return found;
    }

    private String signature(String id, long epochSecond, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(text.substring(PREFIX.length())), "HmacSHA256"));
            mac.update((id + "." + epochSecond + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "whsec_***";
    }
}
