package dev.galena.consent;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) of many short messages under keys of 32 bytes, without an object for each. Several times faster than
 * {@code Mac}, which sets itself up anew for every key. Not for several threads.
 */
final class Hmac {

    static final int BYTES = 32;

    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest sha256;
    private final byte[] pad = new byte[BLOCK_BYTES];
    private final byte[] inner = new byte[BYTES];

    Hmac() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Starts a message. */
    Hmac under(byte[] key) {
        if (key.length != BYTES) throw new IllegalArgumentException("a key of " + key.length + " bytes");
        for (int i = 0; i < BYTES; i++) pad[i] = (byte) (key[i] ^ INNER);
        Arrays.fill(pad, BYTES, BLOCK_BYTES, INNER);
        sha256.reset();
        sha256.update(pad);
        return this;
    }

    Hmac with(byte[] part) {
        sha256.update(part);
        return this;
    }

    /** Ends the message. */
    void into(byte[] code) {
        try {
            sha256.digest(inner, 0, BYTES);
            for (int i = 0; i < BLOCK_BYTES; i++) pad[i] ^= INNER ^ OUTER;
            sha256.update(pad);
            sha256.update(inner);
            sha256.digest(code, 0, BYTES);
        } catch (DigestException e) {
            throw new AssertionError("the code fits", e);
        }
    }
}
