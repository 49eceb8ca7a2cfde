package dev.galena.consent;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * The root of all secrets of one installation: wraps data keys, seals small secrets of the server itself, and derives the
 * keyed hashes by which people are found. Tink keysets, so the wrapping key can be rotated; the look-up key cannot without
 * computing every hash anew. Losing it loses every contact and every person.
 */
public final class MasterKey {

    private static final int LOOKUP_BYTES = 16;

    static final Configuration SEALING = AeadConfig2026.get();
    static final Configuration LOOKUPS = PrfConfig2026.get();

    private final KeysetHandle sealing;
    private final KeysetHandle lookups;
    private final Aead aead;
    private final PrfSet prf;

    MasterKey(KeysetHandle sealing, KeysetHandle lookups) throws GeneralSecurityException {
        this.sealing = sealing;
        this.lookups = lookups;
        this.aead = sealing.getPrimitive(SEALING, Aead.class);
        this.prf = lookups.getPrimitive(LOOKUPS, PrfSet.class);
    }

    public static MasterKey generate() {
        try {
            return new MasterKey(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, SEALING),
                    KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF, LOOKUPS));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot generate a master key", e);
        }
    }

    /** The key in this file.
     *
     * @throws IOException when the file cannot be read, is readable by others, or holds no master key */
    public static MasterKey load(Path file) throws IOException {
        return KeyFile.read(file);
    }

    /** The key in this file; where there is none, a new one, written so that only its owner may read it. */
    public static MasterKey loadOrGenerate(Path file) throws IOException {
        if (Files.exists(file)) return load(file);
        var generated = generate();
        try {
            generated.save(file);
        } catch (FileAlreadyExistsException e) {
            return load(file); // another process was quicker
        }
        return generated;
    }

    /** Writes a new file that only its owner may read; never replaces one. */
    public void save(Path file) throws IOException {
        KeyFile.write(file, sealing, lookups);
    }

    /** Seals a data key, to be kept beside what it seals.
     *
     * @param context what the key belongs to; it unwraps with the same context only */
    public byte[] wrap(DataKey key, byte[] context) {
        byte[] bytes = key.bytes();
        try {
            return seal(bytes, context);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    public DataKey unwrap(byte[] wrapped, byte[] context) {
        return DataKey.of(open(wrapped, context));
    }

    /** For secrets of the server itself, such as a private signing key. */
    public byte[] seal(byte[] plain, byte[] context) {
        try {
            return aead.encrypt(plain, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal", e);
        }
    }

    /** Opens what {@link #seal} made.
     *
     * @throws IllegalArgumentException when it was sealed under another master key or context, or was changed since */
    public byte[] open(byte[] sealed, byte[] context) {
        try {
            return aead.decrypt(sealed, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("does not open: another master key, another context, or changed", e);
        }
    }

    /**
     * A keyed hash of 16 bytes (HMAC-SHA-256, cut) by which a value is found without being stored. Without the key it
     * cannot be guessed, which a plain hash of ten digits can, in minutes.
     *
     * @param domain keeps equal values of different meaning apart
     */
    public byte[] lookup(String domain, String value) {
        try {
            return prf.computePrimary((domain + '\0' + value).getBytes(StandardCharsets.UTF_8), LOOKUP_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot hash", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[hidden]";
    }
}
