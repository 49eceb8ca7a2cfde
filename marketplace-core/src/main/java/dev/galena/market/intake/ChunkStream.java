package dev.galena.market.intake;

import dev.galena.db.Database;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads an upload back, chunk by chunk. */
final class ChunkStream extends InputStream {
    private final Database database;
    private final Chunks chunks;
    private final BatchKey key;
    private int n;
    private byte @Nullable [] chunk;
    private int at;

    ChunkStream(Database database, Chunks chunks, BatchKey key) {
        this.database = database;
        this.chunks = chunks;
        this.key = key;
    }

    @Override
    public int read() {
        byte[] current = current();
        return current == null ? -1 : current[at++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        byte[] current = current();
        if (current == null) return -1;
        int copied = Math.min(length, current.length - at);
        System.arraycopy(current, at, into, offset, copied);
        at += copied;
        return copied;
    }

    private byte @Nullable [] current() {
        if (chunk == null || at == chunk.length) {
            byte[] sealed =
                    database.read(tx -> chunks.find(tx, key.batchId(), n)).orElse(null);
            chunk = sealed == null ? null : Chunks.open(key, n++, sealed);
            at = 0;
        }
        return chunk;
    }
}
