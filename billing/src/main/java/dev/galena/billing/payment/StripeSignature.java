package dev.galena.billing.payment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code Stripe-Signature}: {@code t=…,v1=…}, where each v1 is HMAC-SHA-256 over time, a dot and the bytes of the body.
 * While a secret is being replaced there are two of them.
 */
public final class StripeSignature {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int HEADER_CHARS_MAX = 2_000;

    private StripeSignature() {}

    /** Whether one of the secrets signed these bytes, not more than 300 s from now. */
    public static boolean genuine(String header, byte[] body, List<String> secrets, Instant now) {
        if (header.length() > HEADER_CHARS_MAX) return false;
        String time = "";
        boolean signed = false;
        for (var part : header.split(",", -1)) {
            if (part.startsWith("t=")) time = part.substring(2).strip();
        }
        if (!time.matches("[0-9]{1,12}")) return false;
        var at = Instant.ofEpochSecond(Long.parseLong(time));
        if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) return false;
        for (var part : header.split(",", -1)) {
            if (!part.startsWith("v1=")) continue;
            byte[] claimed = part.substring(3).strip().getBytes(US_ASCII);
            for (var secret : secrets) {
                signed |=
                        MessageDigest.isEqual(claimed, sign(secret, time, body).getBytes(US_ASCII));
            }
        }
        return signed;
    }

    /** As Stripe signs. */
    public static String header(String secret, byte[] body, Instant now) {
        String time = Long.toString(now.getEpochSecond());
        return "t=" + time + ",v1=" + sign(secret, time, body);
    }

    private static String sign(String secret, String time, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((time + ".").getBytes(US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
