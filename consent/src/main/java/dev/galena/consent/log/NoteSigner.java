package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** A secret key of notes: {@code PRIVATE+KEY+name+id+base64(type ‖ secret)}, as Go's tools for signed notes write it. */
final class NoteSigner {

    private static final String PREFIX = "PRIVATE+KEY+";

    private final NoteKey key;
    private final byte type;
    private final byte[] seed;

    private NoteSigner(String name, byte type, byte[] seed) {
        this.key = NoteKey.of(name, type, Ed25519.publicKey(seed));
        this.type = type;
        this.seed = seed;
    }

    /** A new key that signs checkpoints. */
    static NoteSigner generate(String name) {
        return new NoteSigner(name, NoteKey.SIGNS, random());
    }

    /** A new key of a witness. */
    static NoteSigner generateWitness(String name) {
        return new NoteSigner(name, NoteKey.COSIGNS, random());
    }

    /** Reads what {@link #secretText} wrote.
     *
     * @throws IllegalArgumentException when it is no such key, without repeating it */
    static NoteSigner parse(String text) {
        String[] parts = text.strip().split("\\+", 5);
        if (parts.length != 5 || !text.startsWith(PREFIX))
            throw new IllegalArgumentException("not a secret key of notes");
        byte[] typed;
        try {
            typed = Base64Text.parse(parts[4]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a secret key of notes"); // the cause would show it
        }
        if (typed.length != 1 + Ed25519.KEY_BYTES) throw new IllegalArgumentException("not an Ed25519 key");
        var signer = new NoteSigner(parts[2], typed[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!parts[3].equals(signer.idText())) throw new IllegalArgumentException("its id is not that of its key");
        return signer;
    }

    NoteKey key() {
        return key;
    }

    Note.Signature sign(String text) {
        if (key.cosigns()) throw new IllegalStateException("a witness signs with the time");
        return Note.Signature.of(key, Ed25519.sign(seed, text.getBytes(UTF_8)));
    }

    Note.Signature cosign(String text, Instant now) {
        if (!key.cosigns()) throw new IllegalStateException("not the key of a witness");
        long second = now.getEpochSecond();
        return Note.Signature.of(key, Cosignature.bytes(second, Ed25519.sign(seed, Cosignature.message(text, second))));
    }

    /** For the file of the key, nothing else. */
    String secretText() {
        byte[] typed = new byte[1 + seed.length];
        typed[0] = type;
        System.arraycopy(seed, 0, typed, 1, seed.length);
        return PREFIX + key.name() + '+' + idText() + '+' + Base64Text.of(typed) + '\n';
    }

    private String idText() {
        return HexFormat.of().toHexDigits(key.id());
    }

    private static byte[] random() {
        var seed = new byte[Ed25519.KEY_BYTES];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    @Override
    public String toString() {
        return "NoteSigner[" + key + "]";
    }
}
