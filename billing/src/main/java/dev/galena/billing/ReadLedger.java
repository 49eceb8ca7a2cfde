package dev.galena.billing;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import io.vertx.sqlclient.Row;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operator looks at all accounts. */
public final class ReadLedger {

    public static final String ORDER = "account.id";

    private static final String COLUMNS = """
            select account_id, party_id, kind, detail, currency, posted, held, floor, credit, frozen
            from billing.account_balance""";

    private static final String PAGE = COLUMNS + """
             where account_id = any(array(select id from billing.account
              where id > $1 and ($2::uuid is null or party_id = $2) and ($3::text is null or kind = $3)
                and ($4::text is null or currency = $4) order by id limit $5))
            order by account_id""";

    private static final String ONE = COLUMNS + " where account_id = $1";

    private static final UUID FIRST = new UUID(0, 0);

    private final Database database;
    private final Entries entries;

    public ReadLedger(Database database, Entries entries) {
        this.database = database;
        this.entries = entries;
    }

    /** Which accounts; null: of any. */
    public record Wanted(
            @Nullable UUID party,
            @Nullable AccountKind kind,
            @Nullable Currency currency) {}

    /** In the order of their ids, which says nothing. */
    public Slice<AccountState> accounts(Wanted wanted, Page page) {
        Cursor after = page.after();
        AccountKind kind = wanted.kind;
        Currency currency = wanted.currency;
        List<Row> rows = database.inTx(tx -> tx.rows(
                PAGE,
                after == null ? FIRST : after.id(),
                wanted.party,
                kind == null ? null : kind.name(),
                currency == null ? null : currency.getCurrencyCode(),
                page.limit()));
        return page.cut(
                ORDER,
                rows.stream().map(ReadLedger::state).toList(),
                s -> new Cursor("", s.account().id()));
    }

    public Optional<AccountState> account(UUID id) {
        return database.read(tx -> tx.rows(ONE, id)).stream()
                .map(ReadLedger::state)
                .findFirst();
    }

    /** Newest first. */
    public Slice<Entry> postings(Account account, Page page) {
        return database.read(tx -> entries.page(tx, account, page));
    }

    private static AccountState state(Row row) {
        var account = Account.of(
                row.getUUID(1),
                AccountKind.valueOf(row.getString(2)),
                row.getString(3),
                Currency.getInstance(row.getString(4)));
        Long floor = row.getLong(7);
        var currency = account.currency();
        return new AccountState(
                account,
                new Money(row.getLong(5), currency),
                new Money(row.getLong(6), currency),
                floor == null ? null : new Money(floor, currency),
                new Money(row.getLong(8), currency),
                row.getBoolean(9));
    }
}
