package dev.galena.market.intake;

import dev.galena.db.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Stores the chunks of an upload, a few to a transaction; while one is committed the next is filled. */
final class ChunkWriter {
    private static final int SEALED_BYTES = 4 << 20;

    private final Database database;
    private final Chunks chunks;
    private final BatchKey key;
    private List<byte[]> waiting = new ArrayList<>();
    private int waitingBytes;
    private int n;
    private @Nullable CompletableFuture<Void> storing;

    ChunkWriter(Database database, Chunks chunks, BatchKey key) {
        this.database = database;
        this.chunks = chunks;
        this.key = key;
    }

    void add(byte[] bytes, int length) {
        byte[] sealed = Chunks.seal(key, n + waiting.size(), bytes, length);
        waiting.add(sealed);
        waitingBytes += sealed.length;
        if (waitingBytes >= SEALED_BYTES) store();
    }

    /** All is stored when this returns. */
    void finish() {
        if (!waiting.isEmpty()) store();
        await();
    }

    private void store() {
        await();
        List<byte[]> now = waiting;
        int first = n;
        n += now.size();
        waiting = new ArrayList<>();
        waitingBytes = 0;
        storing = new CompletableFuture<>();
        CompletableFuture<Void> done = storing;
        Thread.startVirtualThread(() -> {
            try {
                database.inTx(tx -> {
                    for (int i = 0; i < now.size(); i++) chunks.add(tx, key, first + i, now.get(i));
                    return true;
                });
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
    }

    private void await() {
        try {
            if (storing != null) storing.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            storing = null;
        }
    }
}
