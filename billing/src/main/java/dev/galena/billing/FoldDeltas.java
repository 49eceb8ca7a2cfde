package dev.galena.billing;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/**
 * Moves the deltas of DEFERRED accounts into their balances, some thousands at a time. Runs in the background, in any number
 * of processes: each locks the balance rows it folds and leaves rows that another one holds. Each part is one transaction,
 * so whoever is killed has folded a part or has not.
 */
public final class FoldDeltas {

    private static final int DELTAS_MAX = 10_000;
    /** It rests for twice the time that it works, so that whoever buys meanwhile hardly notices. */
    private static final int REST = 2;

    private static final String WAITING = """
            select account_id, max(serial)
            from (select account_id, serial from billing.delta where serial > $1 order by serial limit $2) oldest
            group by account_id""";

    private static final String LOCK = """
            select account_id from billing.balance
            where account_id = any($1) order by account_id for no key update skip locked""";

    private static final String FOLD = """
            with gone as (
              delete from billing.delta where serial > $2 and serial <= $3 and account_id = any($1)
              returning account_id, amount),
            sums as (select account_id, sum(amount)::bigint as amount, count(*) as n from gone group by account_id),
            folded as (
              update billing.balance b set posted = b.posted + s.amount from sums s where b.account_id = s.account_id
              returning s.n)
            select coalesce(sum(n), 0)::bigint from folded""";

    private final Database database;

    /**
     * Of one part.
     *
     * @param upTo the serial of the last delta looked at; where nothing waited, where it began
     */
    private record Part(long folded, long upTo) {}

    public FoldDeltas(Database database) {
        this.database = database;
    }

    /** Folds the oldest deltas; tells how many, 0 when none waits or others fold them all. */
    public long fold() {
        return part(0).folded;
    }

    /** Folds all that wait, with rests in between; ends early when interrupted. Tells how many. */
    public long foldAll() {
        long all = 0;
        long from = 0;
        while (true) {
            long start = System.nanoTime();
            // Those before are gone, or somebody else's, or come late: they are for the next time.
            Part part = part(from);
            if (part.upTo == from) return all;
            from = part.upTo;
            all += part.folded;
            if (!rested(REST * (System.nanoTime() - start))) return all;
        }
    }

    private static boolean rested(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Part part(long from) {
        return database.inTx(tx -> part(tx, from));
    }

    private static Part part(Tx tx, long from) {
        List<Row> waiting = tx.rows(WAITING, from, DELTAS_MAX);
        if (waiting.isEmpty()) return new Part(0, from);
        long upTo = waiting.stream().mapToLong(row -> row.getLong(1)).max().orElse(from);
        // Locked here, summed in the next statement: its snapshot then holds what the last folder has committed.
        UUID[] locked = ids(tx.rows(LOCK, (Object) ids(waiting)));
        if (locked.length == 0) return new Part(0, upTo);
        return new Part(tx.rows(FOLD, locked, from, upTo).getFirst().getLong(0), upTo);
    }

    private static UUID[] ids(List<Row> rows) {
        return rows.stream().map(row -> row.getUUID(0)).toArray(UUID[]::new);
    }
}
