package dev.galena.market.intake;

import dev.galena.consent.DataKey;
import java.nio.ByteBuffer;
import java.util.UUID;

/** The key of one batch: seals its bytes and its rejected rows, each bound to its place. */
record BatchKey(UUID batchId, DataKey key) {
    byte[] seal(char kind, long place, byte[] plain) {
        return key.seal(plain, context(kind, place));
    }

    byte[] open(char kind, long place, byte[] sealed) {
        return key.open(sealed, context(kind, place));
    }

    private byte[] context(char kind, long place) {
        return ByteBuffer.allocate(26)
                .putChar(kind)
                .putLong(batchId.getMostSignificantBits())
                .putLong(batchId.getLeastSignificantBits())
                .putLong(place)
                .array();
    }

    /** What the master key binds the wrapped key to. */
    static byte[] context(UUID batchId) {
        return ("batch:" + batchId).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
