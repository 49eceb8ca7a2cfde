package dev.galena.billing;

import static java.util.Objects.requireNonNull;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes the whole ledger as plain-text accounting: every account, journal and transfer of one moment. Sums per account are
 * ours, with the sign turned. Give it a file, not a slow reader: the snapshot is held until all is written.
 */
public final class ExportLedger {

    private static final int JOURNALS = 2_000;

    private static final String ACCOUNTS = """
            select id, party_id, kind, detail, currency from billing.account where id > $1 order by id limit $2""";

    private static final String PART = """
            select j.id, t.line, j.kind, j.ref, j.at, t.debit_id, t.credit_id, t.amount, t.currency
            from (select id, kind, ref, at from billing.journal where id > $1 order by id limit $2) j
            join billing.transfer t on t.journal_id = j.id order by j.id, t.line""";

    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;

    public ExportLedger(Database database) {
        this.database = database;
    }

    /** What was written. */
    public record Written(long journals, long transfers) {}

    public Written write(BookFormat format, Appendable out) {
        return database.inTx(tx -> {
            // All parts from one snapshot.
            tx.run("set transaction isolation level repeatable read read only");
            try {
                out.append(format.head());
                return journals(tx, format, out, accounts(tx, format, out));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Map<UUID, String> accounts(Tx tx, BookFormat format, Appendable out) throws IOException {
        Map<UUID, String> names = new HashMap<>();
        List<Row> rows;
        UUID last = FIRST;
        do {
            rows = tx.rows(ACCOUNTS, last, JOURNALS);
            for (Row row : rows) {
                last = row.getUUID(0);
                var account = Account.of(
                        row.getUUID(1),
                        AccountKind.valueOf(row.getString(2)),
                        row.getString(3),
                        Currency.getInstance(row.getString(4)));
                names.put(last, BookFormat.name(account));
                out.append(format.opening(account));
            }
        } while (rows.size() == JOURNALS);
        return names;
    }

    private static Written journals(Tx tx, BookFormat format, Appendable out, Map<UUID, String> names)
            throws IOException {
        long journals = 0;
        long transfers = 0;
        UUID last = FIRST;
        while (true) {
            List<Row> rows = tx.rows(PART, last, JOURNALS);
            if (rows.isEmpty()) return new Written(journals, transfers);
            for (Row row : rows) {
                UUID journal = row.getUUID(0);
                var amount = Money.of(row.getLong(7), row.getString(8));
                if (!journal.equals(last)) {
                    out.append(format.entry(entry(row, amount)));
                    journals++;
                    last = journal;
                }
                out.append(format.posting(name(names, row.getUUID(5)), amount));
                out.append(format.posting(name(names, row.getUUID(6)), amount.negated()));
                transfers++;
            }
        }
    }

    private static Entry entry(Row row, Money amount) {
        return new Entry(
                row.getUUID(0),
                row.getInteger(1),
                row.getString(2),
                row.getUUID(3),
                row.getOffsetDateTime(4).toInstant(),
                amount);
    }

    private static String name(Map<UUID, String> names, UUID account) {
        return requireNonNull(names.get(account), "a transfer names an account that exists");
    }
}
