package dev.galena.market.intake;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.intake.RowChecks.Read;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/**
 * One batch from where it stands to its end. Rows are read and checked ahead; one writer takes them in order, in parts of
 * which each is one transaction that also moves the batch on. Killed at any time, the next run goes on behind the last part
 * that was committed.
 */
final class BatchRun {
    static final Duration LEASE = Duration.ofSeconds(20);
    private static final int PART_ROWS = 2000;
    private static final int BLOCKS_AHEAD = 12;

    /** What a run works with, the same for all. */
    record Tools(
            Database database,
            Batches batches,
            Chunks chunks,
            Rejects rejects,
            Accept accept,
            Reach reach,
            Limits limits,
            ExecutorService checkers,
            InstantSource clock) {}

    /** Another worker has the batch now. */
    static final class LeaseLost extends RuntimeException {}

    private final Tools tools;
    private final Batch batch;
    private final BatchKey key;
    private final Arrival arrival;
    private final UUID worker;
    private final SeenPeople seen = new SeenPeople();
    private Counts counts;
    private long rowsDone;

    BatchRun(Tools tools, Batch batch, BatchKey key, Arrival arrival, UUID worker) {
        this.tools = tools;
        this.batch = batch;
        this.key = key;
        this.arrival = arrival;
        this.worker = worker;
        this.counts = batch.counts();
        this.rowsDone = batch.rowsDone();
    }

    /** All rows are settled when this returns; the batch is not ended yet. */
    void run(Format format, Mapping mapping) throws InterruptedException {
        Instant received = batch.startedAt() == null ? tools.clock().instant() : batch.startedAt();
        var checks = new RowChecks(
                format, mapping, arrival.vertical(), arrival.source(), tools.reach(), tools.limits(), received);
        // A dry run writes no leads: what it has seen of the file is in memory only, so it starts at the first row.
        long skip = batch.dryRun() ? 0 : rowsDone;
        if (batch.dryRun()) counts = new Counts();
        try (var ahead = new Lookahead<>(splitter(format), skip, BLOCKS_AHEAD, tools.checkers(), checks::read)) {
            List<Read> part = new ArrayList<>(PART_ROWS + 500);
            for (List<Read> next = ahead.next(); next != null; next = ahead.next()) {
                for (Read read : next) if (read.row().number() > skip) part.add(read);
                if (part.size() >= PART_ROWS) {
                    settle(part);
                    part = new ArrayList<>(PART_ROWS + 500);
                }
            }
            if (!part.isEmpty()) settle(part);
        }
    }

    private Splitter splitter(Format format) {
        try {
            var bytes = new ChunkStream(tools.database(), tools.chunks(), key);
            bytes.skipNBytes(format.bomBytes());
            var decoder = Charset.forName(format.charset())
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
            Reader text = new InputStreamReader(bytes, decoder);
            if (format.kind() == Format.Kind.NDJSON) return Splitter.lines(text, tools.limits());
            var splitter = new Splitter(text, format.delimiter(), tools.limits());
            if (format.header()) splitter.skipRecord();
            return splitter;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void settle(List<Read> part) {
        long to = part.getLast().row().number();
        Instant now = tools.clock().instant();
        Counts after = tools.database().inTxRetrying(tx -> {
            Counts moved = counts.copy();
            List<Reject> rejects = settle(tx, part, moved, now);
            if (!batch.dryRun()
                    && moved.rejected() + moved.duplicates() <= tools.limits().rejectsMax())
                tools.rejects().add(tx, key, rejects);
            if (!tools.batches().advance(tx, batch.id(), worker, rowsDone, to, moved, now.plus(LEASE)))
                throw new LeaseLost();
            return moved;
        });
        counts = after;
        rowsDone = to;
    }

    private List<Reject> settle(Tx tx, List<Read> part, Counts moved, Instant now) {
        List<Checked> sound = new ArrayList<>(part.size());
        for (Read read : part) if (read.verdict() instanceof Verdict.Sound(Checked lead)) sound.add(lead);
        List<Outcome> outcomes = batch.dryRun()
                ? tools.accept().preview(tx, arrival, sound, seen, now)
                : tools.accept().all(tx, arrival, sound, now);
        List<Reject> rejects = new ArrayList<>();
        int next = 0;
        for (Read read : part) {
            switch (read.verdict()) {
                case Verdict.Faulty(List<Fault> faults) -> {
                    moved.reject(faults);
                    rejects.add(reject(read, faults));
                }
                case Verdict.Sound(Checked lead) -> settle(read, outcomes.get(next++), moved, rejects);
            }
        }
        return rejects;
    }

    private static void settle(Read read, Outcome outcome, Counts moved, List<Reject> rejects) {
        switch (outcome) {
            case Outcome.Accepted(UUID id) -> moved.accept();
            case Outcome.Duplicate(UUID earlier) -> {
                moved.duplicate();
                rejects.add(reject(read, List.of(new Fault("duplicate", "", "this person came before"))));
            }
            case Outcome.Suppressed() -> {
                var faults = List.of(new Fault("suppressed", "", "this person has withdrawn since"));
                moved.reject(faults);
                rejects.add(reject(read, faults));
            }
        }
    }

    private static Reject reject(Read read, List<Fault> faults) {
        List<String> cells = new ArrayList<>(read.row().cells().size());
        for (String cell : read.row().cells()) cells.add(cell == null ? "" : cell);
        return new Reject(read.row().number(), cells, faults);
    }
}
