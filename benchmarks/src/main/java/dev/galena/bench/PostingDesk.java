package dev.galena.bench;

import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.db.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** Gathers the journals that wait and posts them in one transaction, two at a time, as the desk of purchases does. */
final class PostingDesk implements AutoCloseable {

    private static final int DESKS = 2;
    private static final int JOURNALS_MAX = 64;

    private final Database database;
    private final Ledger ledger = new Ledger();
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(1_000);
    private final List<Thread> desks = new ArrayList<>();

    private record Waiting(Journal journal, CompletableFuture<Boolean> done) {}

    PostingDesk(Database database) {
        this.database = database;
        for (int i = 0; i < DESKS; i++) desks.add(Thread.ofVirtual().start(this::serve));
    }

    void post(Journal journal) throws Exception {
        var mine = new Waiting(journal, new CompletableFuture<>());
        waiting.put(mine);
        mine.done.get();
    }

    private void serve() {
        try {
            while (true) {
                List<Waiting> together = new ArrayList<>();
                together.add(waiting.take());
                waiting.drainTo(together, JOURNALS_MAX - 1);
                post(together);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(List<Waiting> together) {
        try {
            List<Journal> journals = together.stream().map(Waiting::journal).toList();
            database.inTxRetrying(tx -> {
                ledger.lockFor(tx, journals);
                ledger.post(tx, journals);
                return true;
            });
            together.forEach(w -> w.done.complete(true));
        } catch (RuntimeException e) {
            together.forEach(w -> w.done.completeExceptionally(e));
        }
    }

    @Override
    public void close() {
        desks.forEach(Thread::interrupt);
    }
}
