package dev.galena.market.purchase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * An idempotency key and what it was used for.
 *
 * @param request SHA-256 of the body: the same key may not come back with another
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record Claim(UUID party, String operation, String key, byte[] request) {

    boolean sameRequest(byte[] other) {
        return Arrays.equals(request, other);
    }

    /** Of a body that says nothing without the id in its path. */
    public static byte[] hash(UUID about, byte[] body) {
        var digest = sha256();
        digest.update(about.toString().getBytes(StandardCharsets.US_ASCII));
        return digest.digest(body);
    }

    public static byte[] hash(byte[] body) {
        return sha256().digest(body);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What two uses of one key have in common. */
    record Name(UUID party, String operation, String key) {}

    Name name() {
        return new Name(party, operation, key);
    }
}
