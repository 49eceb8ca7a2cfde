package dev.galena.consent;

import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what belongs to one person or one batch (AES-256-GCM). Kept only wrapped by the {@link MasterKey}: once the wrapped
 * key is deleted nothing sealed under it can be read again. May be shared between threads.
 */
public final class DataKey {

    private final SecretKeySpec key;

    private DataKey(SecretKeySpec key) {
        this.key = key;
    }

    public static DataKey fresh() {
        return of(AesGcm.random(AesGcm.KEY_BYTES));
    }

    /** Takes over the bytes and wipes them. */
    static DataKey of(byte[] bytes) {
        return new DataKey(AesGcm.key(bytes));
    }

    byte[] bytes() {
        return key.getEncoded();
    }

    /**
     * Seals some bytes.
     *
     * @param context what the sealed bytes belong to, such as a table and an id: they open with the same context only, so
     *     nobody can move them to another row
     */
    public byte[] seal(byte[] plain, byte[] context) {
        return AesGcm.seal(key, plain, context);
    }

    /** Opens what {@link #seal} made.
     *
     * @throws IllegalArgumentException when it was sealed under another key or context, or was changed since */
    public byte[] open(byte[] sealed, byte[] context) {
        return AesGcm.open(key, sealed, context);
    }

    @Override
    public String toString() {
        return "DataKey[hidden]";
    }
}
