package dev.galena.bench;

import dev.galena.consent.MasterKey;
import dev.galena.consent.log.AuditLog;
import dev.galena.consent.log.LogFiles;
import dev.galena.consent.log.Sequence;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.market.Marketplace;
import dev.galena.market.trail.ExportProofs;
import dev.galena.market.trail.Sight;
import dev.galena.market.trail.Viewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/**
 * The log of consent as it grows: how long a checkpoint takes when it is small and when it is large, how many events a second it
 * takes in for minutes, how soon what was committed is signed, how long proofs and audits take. Events are made by SQL, so that making
 * them costs little; those whose proofs are taken by the product. Ends with an audit: a run that it finds fault with has no figures.
 *
 * <p>Arguments: {@code --events n} at the end (10,000,000), {@code --minutes n} of steady growth (10).
 */
final class LogBench {
    private static final int SMALL = 100_000;
    private static final int AUDITED = 1_000_000;
    private static final int CHECKPOINT_EVENTS = 200;
    private static final int CHECKPOINTS = 150;
    private static final int PROOFS = 2_000;
    private static final int EVENTS_A_SECOND = 1_000;
    private static final int SECONDS = 30;

    private final BenchDatabase database;
    private final Results results;
    private final EventSource events;
    private final LogFiles files;
    private final Sequence sequence;
    private final MasterKey master = MasterKey.generate();
    private final long end;
    private final int minutes;

    private LogBench(BenchDatabase database, Path folder, long end, int minutes) throws IOException {
        this.database = database;
        this.end = end;
        this.minutes = minutes;
        this.results = new Results(
                "log",
                "The log of consent growing to " + count(end) + " events and more on PostgreSQL " + database.version()
                        + " (fsync on), in one process beside those who append.");
        this.events = new EventSource(database.database(), master);
        this.files = new LogFiles(folder.resolve("log.key"), folder.resolve("log.checkpoint"), "consent.example.com/1");
        Database own = database.database().again(config -> config.withPoolSize(2));
        this.sequence = new Sequence(own, files, InstantSource.system(), Id.next());
    }

    static void main(String... args) throws Exception {
        long events = 10_000_000;
        int minutes = 10;
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (args[i].equals("--events")) events = Long.parseLong(args[i + 1]);
            if (args[i].equals("--minutes")) minutes = Integer.parseInt(args[i + 1]);
        }
        Path folder = Files.createTempDirectory("galena-bench-log");
        try (var database = new BenchDatabase()) {
            new LogBench(database, folder, events, minutes).run();
        }
    }

    private void run() throws Exception {
        events.people(PROOFS / 2);
        growTo(SMALL);
        Histogram small = checkpoints();
        new CommitToCheckpoint(database.database(), sequence, events).run(EVENTS_A_SECOND, SECONDS, results);
        if (end >= AUDITED) {
            growTo(AUDITED);
            audit("audit of the whole log at ");
        }
        steady();
        growTo(end - PROOFS);
        events.people(PROOFS / 2);
        growTo(end);
        database.execute("vacuum analyze consent.log_leaf, consent.log_tile, consent.consent");
        Histogram large = checkpoints();
        String size = count(sequence.state().size());
        results.note("checkpoint of " + CHECKPOINT_EVENTS + " more events at " + count(SMALL), text(small));
        results.note("the same at " + size, text(large));
        results.atMost("p50 at " + size + " ÷ at " + count(SMALL), ratio(large, small), 1.2, "");
        results.atMost("p99 at " + size, millis(large, 99), 50, " ms");
        proofs();
        audit("audit at ");
        results.write();
    }

    /** What one turn of the sequencer takes: events moved, tiles, read again, signed, kept outside, published. */
    private Histogram checkpoints() {
        var micros = new Histogram(3);
        for (int i = 0; i < CHECKPOINTS; i++) {
            events.add(CHECKPOINT_EVENTS);
            long start = System.nanoTime();
            sequence.run();
            if (i >= CHECKPOINTS / 5) micros.recordValue((System.nanoTime() - start) / 1_000);
        }
        return micros;
    }

    private void steady() {
        var growth = new Growth(events, sequence);
        var rates = growth.forMinutes(minutes);
        double average = rates.stream().mapToDouble(r -> r).average().orElse(0);
        results.atLeast("events a second into the log, " + minutes + " minutes", average, 5_000, "");
        results.note(
                "the slowest of these minutes",
                String.format(
                        "%,.0f /s", rates.stream().mapToDouble(r -> r).min().orElse(0)));
    }

    private void growTo(long size) {
        new Growth(events, sequence).to(size);
        System.out.printf("%,d events%n", sequence.state().size());
    }

    private void audit(String name) throws IOException {
        long start = System.nanoTime();
        var audited = new AuditLog(database.database().again(c -> c), files).run();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!audited.findings().isEmpty()) throw new IllegalStateException("no figures: " + audited.findings());
        String figure = name + count(audited.events()) + ", seconds";
        if (audited.events() < 2 * AUDITED) results.atMost(figure, seconds, 60, " s");
        else results.note(figure, String.format("%.0f s", seconds));
    }

    /** Through everything but HTTP: rights, the record of access, its event, the proof, the archive. */
    private void proofs() {
        var clock = InstantSource.system();
        var market = new Marketplace(database.vertx(), database.database(), master, clock, false);
        var viewer = new Viewer(new Sight(Id.next(), Sight.Reach.OPERATOR), "bench", null, "bench");
        var micros = new Histogram(3);
        var random = new Random(1);
        for (int i = 0; i < PROOFS; i++) {
            UUID consent = events.sample().get(random.nextInt(events.sample().size()));
            sequence.run(); // a proof is an event too
            long start = System.nanoTime();
            int bytes = market.exportProofs.ofConsent(viewer, consent) instanceof ExportProofs.Proof(var bundle)
                    ? bundle.zip().length
                    : 0;
            if (i >= PROOFS / 5) micros.recordValue((System.nanoTime() - start) / 1_000);
            if (bytes == 0) throw new IllegalStateException("no proof of " + consent);
        }
        results.note("proof bundle at " + count(sequence.state().size()), text(micros));
        results.atMost("proof bundle, p99", millis(micros, 99), 100, " ms");
    }

    private static double ratio(Histogram one, Histogram other) {
        return millis(one, 50) / millis(other, 50);
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    private static String text(Histogram micros) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, most %.1f ms",
                millis(micros, 50),
                millis(micros, 99),
                micros.getMaxValue() / 1e3);
    }

    private static String count(long events) {
        return String.format(Locale.ROOT, "%,d", events);
    }
}
