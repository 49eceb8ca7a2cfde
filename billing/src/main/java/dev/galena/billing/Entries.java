package dev.galena.billing;

import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/** The history of an account, newest first. */
public final class Entries {

    public static final String ORDER = "entry.journal";

    /** Each side is cut to a page before they are put together, so that either index stops early. */
    private static final String PAGE = """
            select e.journal_id, e.line, j.kind, j.ref, j.at, e.amount, e.currency from (
              (select journal_id, line, amount, currency from billing.transfer
               where credit_id = $1 and (journal_id, line) < ($2, $3) order by journal_id desc, line desc limit $4)
              union all
              (select journal_id, line, -amount, currency from billing.transfer
               where debit_id = $1 and (journal_id, line) < ($2, $3) order by journal_id desc, line desc limit $4)) e
            join billing.journal j on j.id = e.journal_id
            order by e.journal_id desc, e.line desc limit $4""";

    private static final UUID LAST = new UUID(-1, -1);

    public Slice<Entry> page(Tx tx, Account account, Page page) {
        Cursor after = page.after();
        var rows = tx.rows(
                PAGE,
                account.id(),
                after == null ? LAST : after.id(),
                after == null ? Short.MAX_VALUE : Short.parseShort(after.sort()),
                page.limit());
        return page.cut(
                ORDER,
                rows.stream().map(Entries::entry).toList(),
                e -> new Cursor(Integer.toString(e.line()), e.journalId()));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getUUID(0),
                row.getInteger(1),
                row.getString(2),
                row.getUUID(3),
                row.getOffsetDateTime(4).toInstant(),
                Money.of(row.getLong(5), row.getString(6)));
    }
}
