package dev.galena.billing;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/** Somebody looks at an account. */
public final class ReadAccounts {

    private static final String STRICT = "select posted from billing.balance where account_id = $1";
    private static final String DEFERRED = "select posted from billing.account_balance where account_id = $1";

    private final Database database;
    private final Entries entries;

    public ReadAccounts(Database database, Entries entries) {
        this.database = database;
        this.entries = entries;
    }

    /** As it stands; zero for an account that was never opened. Composed: wallets are asked for often. */
    public Future<Money> balance(Account account) {
        return database.read(account.kind().strict() ? STRICT : DEFERRED, Tuple.of(account.id()))
                .map(rows -> {
                    var row = rows.iterator();
                    return new Money(row.hasNext() ? row.next().getLong(0) : 0, account.currency());
                });
    }

    /** Newest first. */
    public Slice<Entry> entries(Account account, Page page) {
        return database.read(tx -> entries.page(tx, account, page));
    }
}
