package dev.galena.market.intake;

import dev.galena.consent.Digest;
import dev.galena.consent.MasterKey;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.NewEvent;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the queued batches. Any number of processes may do so: a batch is held by a lease, and every step forward says
 * from which row it starts, so that of two workers who both believe they have it only one gets through.
 */
public final class RunBatches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunBatches.class);
    private static final Duration REJECTS_KEPT = Duration.ofDays(30);
    private static final int FAILURES_MAX = 5;
    private static final long LOOK_MILLIS = 1000;

    private final BatchRun.Tools tools;
    private final MasterKey master;
    private final Sources sources;
    private final Verticals verticals;
    private final Events events;
    private final Semaphore work = new Semaphore(0);
    private final List<Thread> workers = new ArrayList<>();
    private final Map<UUID, Integer> failures = new HashMap<>();
    private volatile boolean closing;

    RunBatches(BatchRun.Tools tools, MasterKey master, Sources sources, Verticals verticals, Events events) {
        this.tools = tools;
        this.master = master;
        this.sources = sources;
        this.verticals = verticals;
        this.events = events;
    }

    /**
     * Begins to work, until {@link #close}.
     *
     * @param batchesAtOnce how many batches this process works on at the same time
     */
    public void start(int batchesAtOnce) {
        for (int i = 0; i < batchesAtOnce; i++)
            workers.add(Thread.ofVirtual().name("batch-worker-" + i).start(this::work));
    }

    /** There is something to do; else the next look comes within a second. */
    void wake() {
        work.release();
    }

    private void work() {
        UUID worker = Id.next();
        while (!closing) {
            try {
                if (!one(worker) && work.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) work.drainPermits();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closing) LOG.warn("no batch could be taken: {}", e.toString());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    /** Takes every batch that waits to its end, before it returns. */
    public void runWaiting() throws InterruptedException {
        UUID worker = Id.next();
        while (one(worker)) {}
    }

    /** Takes one batch to its end, if one waits. */
    boolean one(UUID worker) throws InterruptedException {
        Optional<UUID> taken = tools.database()
                .inTx(tx -> tools.batches().take(tx, worker, tools.clock().instant(), BatchRun.LEASE));
        if (taken.isEmpty()) return false;
        UUID id = taken.get();
        try {
            run(id, worker);
            forgetFailures(id);
        } catch (BatchRun.LeaseLost e) {
            LOG.info("another worker has batch {}", Id.text("bat", id));
        } catch (BadFile e) {
            end(id, worker, Batch.State.FAILED, e.code());
        } catch (RuntimeException e) {
            if (closing) return true;
            LOG.warn("batch {} stopped and will be tried again", Id.text("bat", id), e);
            if (failedTooOften(id)) end(id, worker, Batch.State.FAILED, "internal-error");
        }
        return true;
    }

    private void run(UUID id, UUID worker) throws InterruptedException {
        record Loaded(
                Batch batch,
                BatchKey key,
                Source source,
                @Nullable Digest submission) {}
        Loaded loaded = tools.database().inTx(tx -> {
            Batch batch = tools.batches().find(tx, id).orElseThrow();
            byte[] wrapped = tools.batches().wrappedKey(tx, id).orElseThrow();
            var key = new BatchKey(id, master.unwrap(wrapped, BatchKey.context(id)));
            return new Loaded(
                    batch,
                    key,
                    sources.find(tx, batch.sourceId()).orElseThrow(),
                    tools.batches().submission(tx, id));
        });
        Batch batch = loaded.batch();
        if (batch.format() == null || batch.mapping() == null)
            throw new IllegalStateException("queued without a format");
        Vertical vertical = tools.database()
                .inTx(tx -> verticals.version(tx, batch.verticalId(), batch.verticalVersion()))
                .orElseThrow();
        var arrival = new Arrival(vertical, loaded.source(), id, loaded.submission());
        new BatchRun(tools, batch, loaded.key(), arrival, worker).run(batch.format(), batch.mapping());
        end(id, worker, Batch.State.DONE, null);
    }

    private void end(UUID id, UUID worker, Batch.State state, @Nullable String problem) {
        Instant now = tools.clock().instant();
        tools.database().inTxRetrying(tx -> {
            if (!tools.batches().end(tx, id, worker, state, problem, now)) throw new BatchRun.LeaseLost();
            tools.chunks().removeAll(tx, id);
            tools.rejects().removeOld(tx, now.minus(REJECTS_KEPT));
            Batch batch = tools.batches().find(tx, id).orElseThrow();
            if (state == Batch.State.DONE) remember(tx, batch);
            events.add(tx, List.of(finished(batch, now)));
            return true;
        });
    }

    /** A mapping by which rows were accepted is the one to try next time. */
    private void remember(Tx tx, Batch batch) {
        if (batch.dryRun() || batch.mapping() == null || batch.counts().accepted() == 0) return;
        sources.remember(tx, batch.sourceId(), batch.vertical(), batch.mapping().decisions());
    }

    private static NewEvent finished(Batch batch, Instant now) {
        var data = new JsonObject()
                .put("batch", Id.text("bat", batch.id()))
                .put("state", batch.state().name().toLowerCase(java.util.Locale.ROOT))
                .put("counts", batch.counts().toJson());
        return new NewEvent(Id.next(), batch.sellerId(), "batch.finished", new Json(data.encode()), now);
    }

    private synchronized boolean failedTooOften(UUID id) {
        return failures.merge(id, 1, Integer::sum) >= FAILURES_MAX;
    }

    private synchronized void forgetFailures(UUID id) {
        failures.remove(id);
    }

    /** Interrupts what runs; the batches go on from their last part, here or elsewhere, when their lease has run out. */
    @Override
    public void close() {
        closing = true;
        workers.forEach(Thread::interrupt);
        for (Thread worker : workers) {
            try {
                worker.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
