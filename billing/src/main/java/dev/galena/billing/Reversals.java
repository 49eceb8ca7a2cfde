package dev.galena.billing;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What remains of the lines of earlier journals. Mistakes, returns and refunds are new journals whose lines name those that
 * they take back; no line is taken back twice.
 */
public final class Reversals {

    private static final String REMAINING = """
            select t.journal_id, t.line, t.currency, t.amount,
              t.amount - coalesce((select sum(r.amount) from billing.transfer r
                where r.reverses_journal = t.journal_id and r.reverses_line = t.line), 0)::bigint,
              d.party_id, d.kind, d.detail, c.party_id, c.kind, c.detail
            from billing.transfer t
            join billing.account d on d.id = t.debit_id
            join billing.account c on c.id = t.credit_id
            where t.journal_id = any($1) order by t.journal_id, t.line""";

    /**
     * The lines of these journals, by journal and in order, held against other reversals to the end of the transaction.
     * Before any wallet is locked. A journal that does not exist is absent.
     */
    public Map<UUID, List<Remaining>> lock(Tx tx, Collection<UUID> journals) {
        if (journals.isEmpty()) return Map.of();
        tx.lock(journals.stream().map(id -> "reversal " + id).toArray(String[]::new));
        Map<UUID, List<Remaining>> remaining = new HashMap<>();
        for (Row row : tx.rows(REMAINING, (Object) journals.toArray(UUID[]::new))) {
            remaining.computeIfAbsent(row.getUUID(0), id -> new ArrayList<>()).add(remaining(row));
        }
        return remaining;
    }

    /** Of one journal; empty if it does not exist. */
    public List<Remaining> lock(Tx tx, UUID journal) {
        return lock(tx, List.of(journal)).getOrDefault(journal, List.of());
    }

    private static Remaining remaining(Row row) {
        return new Remaining(
                new Line(row.getUUID(0), row.getInteger(1)),
                account(row, 5),
                account(row, 8),
                Money.of(row.getLong(3), row.getString(2)),
                Money.of(row.getLong(4), row.getString(2)));
    }

    private static Account account(Row row, int at) {
        return Account.of(
                row.getUUID(at),
                AccountKind.valueOf(row.getString(at + 1)),
                row.getString(at + 2),
                java.util.Currency.getInstance(row.getString(2)));
    }
}
