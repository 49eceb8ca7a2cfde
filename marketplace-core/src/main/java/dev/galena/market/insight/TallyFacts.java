package dev.galena.market.insight;

import dev.galena.db.Database;
import dev.galena.db.Settled;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Counts what happened for reports, behind the facts, so that neither a sale nor a lead waits for it. Each fact is counted once: the
 * mark moves with the sums. Any number of processes may run it.
 */
public final class TallyFacts {
    private static final int ROWS_MAX = 20_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;
    private final Duration skewMax;

    /** {@code skewMax}: by how much the clocks of processes and of the database may differ. */
    public TallyFacts(Database database, Duration skewMax) {
        this.database = database;
        this.skewMax = skewMax;
    }

    /** Counts some of each kind; true when there may be more at once. */
    public boolean run() {
        boolean more = false;
        for (var fact : Facts.ALL) {
            more |= database.<Boolean>inTxRetrying(tx -> some(tx, fact));
        }
        return more;
    }

    private boolean some(Tx tx, Facts.Fact fact) {
        tx.run(
                "insert into market.tally_mark (fact, upto) values ($1, $2) on conflict do nothing",
                fact.name(),
                FIRST);
        List<Row> mark =
                tx.rows("select upto from market.tally_mark where fact = $1 for update skip locked", fact.name());
        if (mark.isEmpty()) return false;
        UUID bound = Settled.bound(tx, skewMax);
        Row read = tx.rows(fact.sql(), mark.getFirst().getUUID(0), bound, (long) ROWS_MAX)
                .getFirst();
        long rows = read.getLong(0);
        if (rows == 0) return false;
        tx.run("update market.tally_mark set upto = $2 where fact = $1", fact.name(), read.getUUID(1));
        return rows == ROWS_MAX;
    }
}
