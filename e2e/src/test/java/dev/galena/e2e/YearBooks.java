package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Conservation;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Books of our own beside the ledger's: each day the transfers of that day are added up and compared with every balance. Now
 * and then all of it is added up from the beginning.
 */
final class YearBooks {
    private static final String MOVED = """
            select account_id, sum(amount)::bigint from (
              select credit_id as account_id, amount from billing.transfer where journal_id > $1
              union all select debit_id, -amount from billing.transfer where journal_id > $1) lines group by account_id""";

    private static final String LAST = "select journal_id from billing.transfer order by journal_id desc limit 1";

    private static final String STANDS = """
            select a.id, a.currency, (coalesce(b.posted, 0) + coalesce(d.amount, 0))::bigint
            from billing.account a left join billing.balance b on b.account_id = a.id
            left join (select account_id, sum(amount) as amount from billing.delta group by account_id) d on d.account_id = a.id""";

    /** What subscribers have paid for and not had yet, less what it should be: the worth of the leads that they have left. */
    private static final String PREPAID = """
            select (select coalesce(sum(posted), 0) from billing.account_balance where kind = 'DEFERRED_REVENUE')
              - (select coalesce(sum(value - case when granted = 0 then 0 else value * used / granted end), 0)
                 from billing.quota where not closed)""";

    private final Database database;
    private final Map<UUID, Long> expected = new HashMap<>();
    private UUID last = new UUID(0, 0);

    YearBooks(Database database) {
        this.database = database;
    }

    /**
     * While nobody trades. Of each currency the sum is zero, each account has what was moved to it, and what was paid in advance
     * is there.
     */
    void day(int day) {
        List<String> broken = database.inTx(this::compare);
        assertThat(broken).as("day %d", day).isEmpty();
    }

    /** The ledger's own proof, from the first transfer on. */
    void whole(int day) {
        assertThat(database.<List<String>>inTx(Conservation::check))
                .as("day %d", day)
                .isEmpty();
    }

    private List<String> compare(Tx tx) {
        tx.run("set transaction isolation level repeatable read");
        for (Row row : tx.rows(MOVED, last)) expected.merge(row.getUUID(0), row.getLong(1), Math::addExact);
        tx.rows(LAST).forEach(row -> last = row.getUUID(0));
        List<String> broken = new ArrayList<>();
        Map<String, Long> sums = new HashMap<>();
        for (Row row : tx.rows(STANDS)) {
            long stands = row.getLong(2);
            long moved = expected.getOrDefault(row.getUUID(0), 0L);
            sums.merge(row.getString(1), stands, Math::addExact);
            if (stands != moved)
                broken.add("account %s stands at %d, its transfers say %d".formatted(row.getUUID(0), stands, moved));
        }
        assertThat(sums).isNotEmpty();
        long prepaid = tx.rows(PREPAID).getFirst().getLong(0);
        if (prepaid != 0) broken.add("deferred revenue is %d beside the leads paid for".formatted(prepaid));
        sums.forEach((currency, sum) -> {
            if (sum != 0) broken.add(currency + " sums to " + sum);
        });
        return broken;
    }
}
