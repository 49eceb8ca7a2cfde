package dev.galena.billing;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Currency;
import java.util.UUID;

/** Somebody looks at an account. */
public final class ReadAccounts {

    private static final String STRICT = "select posted from billing.balance where account_id = $1";
    private static final String DEFERRED = "select posted from billing.account_balance where account_id = $1";

    private static final String BUYER = """
            select w.posted, w.held, w.credit, greatest(0, -coalesce(r.posted, 0)),
                   case when w.frozen then 0 else greatest(0, w.posted - w.held - coalesce(w.floor_wanted, w.floor)) end
            from billing.balance w left join billing.balance r on r.account_id = $2 where w.account_id = $1""";

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

    /** A buyer's wallet; all zero where it was never opened. Composed. */
    public Future<BuyerBalance> buyer(UUID party, Currency currency) {
        var wallet = Account.wallet(party, currency);
        var receivable = Account.of(party, AccountKind.BUYER_RECEIVABLE, currency);
        return database.read(BUYER, Tuple.of(wallet.id(), receivable.id())).map(rows -> {
            var row = rows.iterator();
            long[] amounts = new long[5];
            if (row.hasNext()) {
                var found = row.next();
                for (int i = 0; i < amounts.length; i++) amounts[i] = found.getLong(i);
            }
            return new BuyerBalance(
                    new Money(amounts[0], currency),
                    new Money(amounts[1], currency),
                    new Money(amounts[2], currency),
                    new Money(amounts[3], currency),
                    new Money(amounts[4], currency));
        });
    }

    /** Newest first. */
    public Slice<Entry> entries(Account account, Page page) {
        return database.read(tx -> entries.page(tx, account, page));
    }
}
