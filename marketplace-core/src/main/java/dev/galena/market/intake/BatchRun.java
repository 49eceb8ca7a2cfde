package dev.galena.market.intake;

import dev.galena.consent.Identity;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One batch from where it stands to its end. Rows are read and checked ahead, then taken in parts of which each is one
 * transaction that also moves the batch on. A part begins when the one before it has its people, and commits after it: so
 * rows count in their order, while the next part is computed as PostgreSQL still writes the last. Killed at any time, the
 * next run goes on behind the last part that was committed.
 */
final class BatchRun {
    static final Duration LEASE = Duration.ofSeconds(20);
    private static final int PART_ROWS = 2000;
    private static final int PARTS_AT_ONCE = 3;
    private static final int BLOCKS_AHEAD = 4;

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

    /** How far the batch has come. */
    private record Progress(long rowsDone, Counts counts) {}

    /** Another worker has the batch now. */
    static final class LeaseLost extends RuntimeException {}

    private final Tools tools;
    private final Batch batch;
    private final BatchKey key;
    private final Arrival arrival;
    private final UUID worker;
    private final SeenPeople seen = new SeenPeople();

    BatchRun(Tools tools, Batch batch, BatchKey key, Arrival arrival, UUID worker) {
        this.tools = tools;
        this.batch = batch;
        this.key = key;
        this.arrival = arrival;
        this.worker = worker;
    }

    /** All rows are settled when this returns; the batch is not ended yet. */
    void run(Format format, Mapping mapping) throws InterruptedException {
        Instant received = batch.startedAt() == null ? tools.clock().instant() : batch.startedAt();
        var checks = new RowChecks(
                format, mapping, arrival.vertical(), arrival.source(), tools.reach(), tools.limits(), received);
        // A dry run writes no leads: what it has seen of the file is in memory only, so it starts at the first row.
        long skip = batch.dryRun() ? 0 : batch.rowsDone();
        var start = new Progress(batch.rowsDone(), batch.dryRun() ? new Counts() : batch.counts());
        try (var ahead = new Lookahead<>(splitter(format), skip, BLOCKS_AHEAD, tools.checkers(), checks::read);
                var relay = new Relay<>(start, batch.dryRun() ? 1 : PARTS_AT_ONCE)) {
            List<Read> part = new ArrayList<>(PART_ROWS + 500);
            for (List<Read> next = ahead.next(); next != null; next = ahead.next()) {
                for (Read read : next) if (read.row().number() > skip) part.add(read);
                if (part.size() >= PART_ROWS) {
                    relay.start(new Part(part));
                    part = new ArrayList<>(PART_ROWS + 500);
                }
            }
            if (!part.isEmpty()) relay.start(new Part(part));
            relay.finish();
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

    /** Rows that are settled in one transaction. */
    private final class Part implements Relay.Leg<Progress> {
        private final List<Read> rows;
        private final Instant now = tools.clock().instant();

        Part(List<Read> rows) {
            this.rows = rows;
        }

        @Override
        public Progress overlapping(Supplier<Progress> before, Runnable next) {
            return tools.database().inTx(tx -> settle(tx, before, next));
        }

        @Override
        public Progress alone(Progress before) {
            return tools.database().inTxRetrying(tx -> settle(tx, () -> before, () -> {}));
        }

        private Progress settle(Tx tx, Supplier<Progress> before, Runnable next) {
            List<Outcome> outcomes = outcomes(tx, next);
            Progress from = before.get();
            Counts counts = from.counts().copy();
            List<Reject> rejects = rejects(rows, outcomes, counts);
            if (!batch.dryRun()
                    && counts.rejected() + counts.duplicates() <= tools.limits().rejectsMax())
                tools.rejects().add(tx, key, rejects);
            var to = new Progress(rows.getLast().row().number(), counts);
            if (!tools.batches()
                    .advance(tx, batch.id(), worker, from.rowsDone(), to.rowsDone(), counts, now.plus(LEASE)))
                throw new LeaseLost();
            return to;
        }

        private List<Outcome> outcomes(Tx tx, Runnable next) {
            List<Checked> sound = new ArrayList<>(rows.size());
            for (Read read : rows) if (read.verdict() instanceof Verdict.Sound(Checked lead)) sound.add(lead);
            return batch.dryRun()
                    ? tools.accept().preview(tx, arrival, sound, seen, now)
                    : tools.accept().all(tx, arrival, sound, now, next);
        }
    }

    private static List<Reject> rejects(List<Read> part, List<Outcome> outcomes, Counts moved) {
        List<Reject> rejects = new ArrayList<>();
        int next = 0;
        for (Read read : part) {
            switch (read.verdict()) {
                case Verdict.Faulty(List<Fault> faults, Identity whose) -> {
                    moved.reject(faults);
                    rejects.add(reject(read, faults, whose));
                }
                case Verdict.Sound(Checked lead) -> settle(read, lead, outcomes.get(next++), moved, rejects);
            }
        }
        return rejects;
    }

    private static void settle(Read read, Checked lead, Outcome outcome, Counts moved, List<Reject> rejects) {
        switch (outcome) {
            case Outcome.Accepted(UUID id, var lacking) -> moved.accept(lacking);
            case Outcome.Duplicate(UUID earlier) -> {
                moved.duplicate();
                rejects.add(
                        reject(read, List.of(new Fault("duplicate", "", "this person came before")), lead.identity()));
            }
            case Outcome.Suppressed() -> {
                var faults = List.of(new Fault("suppressed", "", "this person has withdrawn since"));
                moved.reject(faults);
                rejects.add(reject(read, faults, lead.identity()));
            }
        }
    }

    private static Reject reject(Read read, List<Fault> faults, @Nullable Identity whose) {
        List<String> cells = new ArrayList<>(read.row().cells().size());
        for (String cell : read.row().cells()) cells.add(cell == null ? "" : cell);
        return new Reject(read.row().number(), cells, faults, whose);
    }
}
