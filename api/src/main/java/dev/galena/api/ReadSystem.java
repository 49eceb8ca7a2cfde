package dev.galena.api;

import dev.galena.billing.MoneyBacklogs;
import dev.galena.billing.recurring.RunJobs;
import dev.galena.consent.log.LogStanding;
import dev.galena.consent.log.LogState;
import dev.galena.db.Backlog;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.db.Vitals;
import dev.galena.market.Marketplace;
import dev.galena.market.insight.Backlogs;
import dev.galena.market.party.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How this process is, its database, and what waits for the workers of the market. Reads only, and nothing that grows with the market. */
final class ReadSystem {
    private final Database database;
    private final Marketplace market;
    private final Path data;
    private final Chores chores;
    private final Supplier<LogState> log;
    private final Audits audits;
    private final InstantSource clock;
    private final Instant startedAt;

    ReadSystem(
            Database database,
            Marketplace market,
            Path data,
            Chores chores,
            Supplier<LogState> log,
            Audits audits,
            InstantSource clock) {
        this.database = database;
        this.market = market;
        this.data = data;
        this.chores = chores;
        this.log = log;
        this.audits = audits;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** All of it, as of one moment. */
    record Found(
            Instant at,
            Instant startedAt,
            Vitals database,
            List<Chore> chores,
            List<RunJobs.Standing> recurring,
            List<Backlog> backlogs,
            LogState log,
            LogStanding stored,
            Optional<Audits.Done> audit,
            @Nullable Disk disk,
            List<SigningKeys.Aged> keys) {}

    /** Of the file system that has the data folder: in bytes. */
    record Disk(long free, long total) {}

    private record Stored(Vitals vitals, List<Backlog> backlogs, LogStanding log) {}

    Found read() {
        Instant now = clock.instant();
        Stored stored = database.inTx(tx -> {
            tx.run("set transaction isolation level repeatable read read only");
            return new Stored(Vitals.read(tx), backlogs(tx, now), LogStanding.read(tx));
        });
        return new Found(
                now,
                startedAt,
                stored.vitals,
                chores.all(),
                market.runJobs.standings(),
                stored.backlogs,
                log.get(),
                stored.log,
                audits.last(),
                disk(),
                market.signingKeys.ages());
    }

    private static List<Backlog> backlogs(Tx tx, Instant now) {
        return Stream.of(Backlogs.read(tx, now), LogStanding.backlogs(tx, now), MoneyBacklogs.read(tx, now))
                .flatMap(List::stream)
                .toList();
    }

    private @Nullable Disk disk() {
        try {
            if (!Files.isDirectory(data)) return null;
            var store = Files.getFileStore(data);
            return new Disk(store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            return null; // it is gone or unreadable: nothing is known of it
        }
    }
}
