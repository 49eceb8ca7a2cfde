package dev.galena.bench;

import dev.galena.consent.log.Sequence;
import dev.galena.db.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** From a commit that appended one event until everybody can read a signed checkpoint that has it, at a given rate of commits. */
final class CommitToCheckpoint {
    private static final int WRITERS = 12;
    private static final long LOOK_NANOS = 5_000_000;
    /** As the server does it. */
    private static final long PAUSE_NANOS = 200_000_000;

    private final Database database;
    private final Sequence sequence;
    private final EventSource events;
    private final Map<String, Long> committed = new ConcurrentHashMap<>();
    private final TreeMap<Long, Long> signed = new TreeMap<>();
    private volatile boolean stop;

    CommitToCheckpoint(Database database, Sequence sequence, EventSource events) {
        this.database = database;
        this.sequence = sequence;
        this.events = events;
    }

    void run(int perSecond, int seconds, Results results) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var log = threads.submit(this::sequence);
            var looking = threads.submit(this::look);
            long start = System.nanoTime();
            var writers = new ArrayList<Future<?>>();
            for (int w = 0; w < WRITERS; w++) {
                int from = w;
                writers.add(threads.submit(() -> write(from, perSecond * seconds, start, 1e9 / perSecond)));
            }
            for (var writer : writers) writer.get();
            double took = (System.nanoTime() - start) / 1e9;
            while (events.waiting() > 0) Thread.sleep(10);
            Thread.sleep(500);
            stop = true;
            log.get();
            looking.get();
            results.note("commits a second while it is measured", String.format("%,.0f", perSecond * seconds / took));
        }
        Histogram micros = latencies();
        results.atMost("commit → signed checkpoint, p50", micros.getValueAtPercentile(50) / 1e6, 1, " s");
        results.atMost("commit → signed checkpoint, p99", micros.getValueAtPercentile(99) / 1e6, 2, " s");
    }

    /** Each writer has consents of its own, at its own instants. */
    private void write(int from, int count, long start, double nanosBetween) {
        List<UUID> sample = events.sample();
        for (int n = from; n < count; n += WRITERS) {
            LockSupport.parkNanos((long) (start + n * nanosBetween) - System.nanoTime());
            UUID consent = sample.get(n % (sample.size() / WRITERS) * WRITERS + from);
            int seq = events.append(consent);
            committed.put(consent + "/" + seq, System.nanoTime());
        }
    }

    private void sequence() {
        while (!stop) {
            LockSupport.parkNanos(PAUSE_NANOS);
            while (sequence.run()) Thread.onSpinWait();
        }
    }

    private void look() {
        while (!stop) {
            long size = database.read(tx -> tx.rows("select size from consent.log_checkpoint")
                    .getFirst()
                    .getLong(0));
            signed.putIfAbsent(size, System.nanoTime());
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private Histogram latencies() {
        var micros = new Histogram(3);
        var seqs = new HashMap<UUID, Integer>();
        var rows = database.inTx(tx -> {
            tx.run("set local statement_timeout = 0");
            return tx.rows(
                    "select idx, consent_id from consent.log_leaf where consent_id = any($1) order by idx",
                    (Object) events.sample().toArray(UUID[]::new));
        });
        for (var row : rows) {
            int seq = seqs.merge(row.getUUID(1), 0, (known, none) -> known + 1);
            Long at = committed.remove(row.getUUID(1) + "/" + seq);
            if (at == null) continue;
            micros.recordValue(Math.max(0, signed.higherEntry(row.getLong(0)).getValue() - at) / 1_000);
        }
        if (!committed.isEmpty())
            throw new IllegalStateException(committed.size() + " committed events are not in the log");
        return micros;
    }
}
