package dev.galena.market.intake;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file ahead of whoever takes its results: blocks are cut in one thread, worked on by several, and handed out in the
 * order of the file. At most a few blocks are under way, so the memory it takes is bounded.
 */
final class Lookahead<T> implements AutoCloseable {
    private final Splitter splitter;
    private final Function<Block, T> work;
    private final ExecutorService workers;
    private final long skipRows;
    private final BlockingQueue<Future<Optional<T>>> ahead;
    private final Thread reader;

    /** {@code skipRows}: blocks that end before this row are passed over. */
    Lookahead(Splitter splitter, long skipRows, int blocksMax, ExecutorService workers, Function<Block, T> work) {
        this.splitter = splitter;
        this.skipRows = skipRows;
        this.work = work;
        this.workers = workers;
        this.ahead = new ArrayBlockingQueue<>(blocksMax);
        this.reader = Thread.ofVirtual().name("batch-reader").start(this::read);
    }

    private void read() {
        try {
            try {
                for (Block block = splitter.next(); block != null; block = splitter.next()) {
                    if (block.lastRow() <= skipRows) continue;
                    Block next = block;
                    ahead.put(workers.submit(() -> Optional.of(work.apply(next))));
                }
                ahead.put(CompletableFuture.completedFuture(Optional.empty()));
            } catch (IOException | RuntimeException e) {
                ahead.put(CompletableFuture.failedFuture(e));
            }
        } catch (InterruptedException e) {
            // closed: nobody waits for more
        }
    }

    /** The next result, or null at the end of the file. */
    @Nullable
    T next() throws InterruptedException {
        try {
            return ahead.take().get().orElse(null);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        reader.interrupt();
        ahead.forEach(f -> f.cancel(false));
    }
}
