package dev.galena.billing;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/**
 * Moves the deltas of DEFERRED accounts into their balances, some accounts at a time. Runs in the background, in any number
 * of processes: each locks the balance rows it folds and leaves rows that another one holds.
 */
public final class FoldDeltas {

    private static final int DELTAS_MAX = 10_000;

    private static final String WAITING = """
            select distinct account_id
            from (select account_id from billing.delta order by serial limit $1) oldest""";

    private static final String LOCK = """
            select account_id from billing.balance
            where account_id = any($1) order by account_id for no key update skip locked""";

    private static final String FOLD = """
            with gone as (
              delete from billing.delta where serial = any(array(
                select serial from billing.delta where account_id = any($1) order by serial limit $2))
              returning account_id, amount),
            sums as (select account_id, sum(amount)::bigint as amount, count(*) as n from gone group by account_id),
            folded as (
              update billing.balance b set posted = b.posted + s.amount from sums s where b.account_id = s.account_id
              returning s.n)
            select coalesce(sum(n), 0)::bigint from folded""";

    private final Database database;

    public FoldDeltas(Database database) {
        this.database = database;
    }

    /** Folds the oldest deltas; tells how many, 0 when none waits or others fold them all. */
    public long fold() {
        return database.inTx(FoldDeltas::fold);
    }

    private static long fold(Tx tx) {
        UUID[] waiting = ids(tx.rows(WAITING, DELTAS_MAX));
        if (waiting.length == 0) return 0;
        // Locked here, summed in the next statement: its snapshot then holds what the last folder has committed.
        UUID[] locked = ids(tx.rows(LOCK, (Object) waiting));
        if (locked.length == 0) return 0;
        return tx.rows(FOLD, locked, DELTAS_MAX).getFirst().getLong(0);
    }

    private static UUID[] ids(List<Row> rows) {
        return rows.stream().map(row -> row.getUUID(0)).toArray(UUID[]::new);
    }
}
