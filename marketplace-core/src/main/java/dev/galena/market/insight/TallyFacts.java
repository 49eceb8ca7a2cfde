package dev.galena.market.insight;

import dev.galena.billing.SellerMoves;
import dev.galena.billing.SellerMoves.Move;
import dev.galena.db.Database;
import dev.galena.db.Settled;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happened for reports, behind the facts, so that neither a sale nor a lead waits for it. Each fact is counted once: the
 * mark moves with the sums. Any number of processes may run it.
 */
public final class TallyFacts {
    private static final int ROWS_MAX = 20_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;
    private final Duration skewMax;
    private final SellerMoves sellerMoves = new SellerMoves();

    /** {@code skewMax}: by how much the clocks of processes and of the database may differ. */
    public TallyFacts(Database database, Duration skewMax) {
        this.database = database;
        this.skewMax = skewMax;
    }

    /** Counts some of each kind; true when there may be more at once. */
    public boolean run() {
        boolean more = false;
        for (var fact : Facts.ALL) {
            more |= some(fact.name(), (tx, after, bound) -> {
                Row read = tx.rows(fact.sql(), after, bound, (long) ROWS_MAX).getFirst();
                return new Counted(read.getLong(0), read.getUUID(1));
            });
        }
        return some("journal", this::moves) || more;
    }

    /** What was read: so many rows up to the last. */
    private record Counted(long rows, @Nullable UUID last) {}

    private interface Counting {
        Counted count(Tx tx, UUID after, UUID bound);
    }

    private boolean some(String fact, Counting counting) {
        return database.<Boolean>inTxRetrying(tx -> {
            tx.run("insert into market.tally_mark (fact, upto) values ($1, $2) on conflict do nothing", fact, FIRST);
            List<Row> mark = tx.rows("select upto from market.tally_mark where fact = $1 for update skip locked", fact);
            if (mark.isEmpty()) return false;
            UUID bound = Settled.bound(tx, skewMax);
            var counted = counting.count(tx, mark.getFirst().getUUID(0), bound);
            if (counted.rows == 0) return false;
            tx.run("update market.tally_mark set upto = $2 where fact = $1", fact, counted.last);
            return counted.rows == ROWS_MAX;
        });
    }

    private Counted moves(Tx tx, UUID after, UUID bound) {
        var part = sellerMoves.read(tx, after, bound, ROWS_MAX);
        var moves = part.moves();
        tx.run(
                """
                insert into market.tally as t (party_id, measure, slot, vertical_id, source_id, batch_id, bucket, n, amount)
                select party, what, slot, 0, $5, $5, 0, 1, amount
                from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::bigint[]) as m(party, what, slot, amount)
                on conflict (party_id, measure, slot, vertical_id, source_id, batch_id, bucket)
                do update set n = t.n + excluded.n, amount = t.amount + excluded.amount""",
                moves.stream().map(Move::party).toArray(UUID[]::new),
                moves.stream().map(Move::what).toArray(String[]::new),
                moves.stream().map(Move::slot).toArray(Instant[]::new),
                moves.stream().map(Move::amount).toArray(Long[]::new),
                FIRST);
        return new Counted(part.journals(), part.last());
    }
}
