package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A witness's word that at this time a checkpoint was the largest it had seen of its log, and went on from those before:
 * {@code cosignature/v1} of C2SP tlog-cosignature.
 *
 * @param second since 1970
 */
record Cosignature(long second, String signed) {

    private static final int BYTES = Long.BYTES + Ed25519.SIGNATURE_BYTES;

    static Optional<Cosignature> of(Note.Signature signature) {
        byte[] bytes = signature.signed();
        if (bytes.length != BYTES) return Optional.empty();
        var read = ByteBuffer.wrap(bytes);
        long second = read.getLong();
        byte[] signed = new byte[Ed25519.SIGNATURE_BYTES];
        read.get(signed);
        return second < 0 ? Optional.empty() : Optional.of(new Cosignature(second, Base64Text.of(signed)));
    }

    static byte[] message(String checkpoint, long second) {
        return ("cosignature/v1\ntime " + second + "\n" + checkpoint).getBytes(UTF_8);
    }

    static byte[] bytes(long second, byte[] signed) {
        return ByteBuffer.allocate(BYTES).putLong(second).put(signed).array();
    }

    Instant at() {
        return Instant.ofEpochSecond(second);
    }

    boolean verifies(NoteKey key, String checkpoint) {
        return key.cosigns() && key.verifies(message(checkpoint, second), Base64Text.parse(signed));
    }
}
