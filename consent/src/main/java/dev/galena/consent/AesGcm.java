package dev.galena.consent;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM as we store it: version 1 ‖ nonce (12 bytes, random) ‖ ciphertext ‖ tag (16 bytes). */
final class AesGcm {

    static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int HEAD_BYTES = 1 + NONCE_BYTES;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Finding one costs more than sealing a short value; each use starts it anew. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(AesGcm::newCipher);

    private AesGcm() {}

    static byte[] random(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    static byte[] seal(SecretKeySpec key, byte[] plain, byte[] context) {
        try {
            byte[] nonce = random(NONCE_BYTES);
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, 0, context);
            var sealed = new byte[HEAD_BYTES + plain.length + TAG_BYTES];
            sealed[0] = VERSION;
            System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
            cipher.doFinal(plain, 0, plain.length, sealed, HEAD_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal", e);
        }
    }

    /** Opens what {@link #seal} made.
     *
     * @throws IllegalArgumentException when it was sealed under another key or context, or was changed since */
    static byte[] open(SecretKeySpec key, byte[] sealed, byte[] context) {
        if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] != VERSION) {
            throw new IllegalArgumentException("not something sealed");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, sealed, 1, context)
                    .doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("does not open: another key, another context, or changed", e);
        }
    }

    static SecretKeySpec key(byte[] bytes) {
        if (bytes.length != KEY_BYTES) throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
        var key = new SecretKeySpec(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, int offset, byte[] context)
            throws GeneralSecurityException {
        var cipher = CIPHER.get();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce, offset, NONCE_BYTES));
        cipher.updateAAD(context);
        return cipher;
    }
}
