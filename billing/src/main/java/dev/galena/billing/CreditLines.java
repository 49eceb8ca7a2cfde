package dev.galena.billing;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * Limits up to which buyers may owe. A wallet may fall to −(limit − what is outstanding): invoicing lifts balance and floor
 * alike, payment lowers the floor again, so what he can spend changes when he buys and when he pays.
 */
public final class CreditLines {

    private static final String SET = """
            update billing.balance b set credit = $2, floor = least(n.wanted, n.stands),
              floor_wanted = case when n.wanted > n.stands then n.wanted end
            from (select account_id, coalesce(floor_wanted, floor) + credit - $2 as wanted, posted - held as stands
                  from billing.balance where account_id = $1) n
            where b.account_id = n.account_id""";

    private static final String READ = """
            select w.credit, -coalesce(r.posted, 0), greatest(0, w.posted - w.held - coalesce(w.floor_wanted, w.floor)), w.frozen
            from billing.balance w left join billing.balance r on r.account_id = $2 where w.account_id = $1""";

    private final Accounts accounts;
    private final Ledger ledger;
    private final AccountActs acts = new AccountActs();

    public CreditLines(Accounts accounts, Ledger ledger) {
        this.accounts = accounts;
        this.ledger = ledger;
    }

    /** Sets the limit; opens the buyer's accounts where they are missing. What is owed beyond it is owed, but nothing can be added. */
    public CreditLine set(Tx tx, UUID buyerId, Money limit, Authority authority, Instant now) {
        if (limit.minorUnits() < 0) throw new IllegalArgumentException("a limit is not negative: " + limit);
        var receivable = receivable(buyerId, limit.currency());
        var wallet = Account.wallet(buyerId, limit.currency());
        accounts.open(tx, List.of(receivable), now);
        ledger.lock(tx, List.of(receivable));
        tx.change(1, SET, wallet.id(), limit.minorUnits());
        acts.add(tx, List.of(wallet.id()), "credit-line", limit.minorUnits(), authority, now);
        return find(tx, buyerId, limit.currency());
    }

    /** As it stands; nothing at all for a buyer without wallet. */
    public CreditLine find(Tx tx, UUID buyerId, Currency currency) {
        var rows = tx.rows(
                READ,
                Account.wallet(buyerId, currency).id(),
                receivable(buyerId, currency).id());
        if (rows.isEmpty()) {
            var none = Money.zero(currency);
            return new CreditLine(none, none, none);
        }
        var row = rows.getFirst();
        return new CreditLine(
                new Money(row.getLong(0), currency),
                new Money(row.getLong(1), currency),
                new Money(row.getBoolean(3) ? 0 : row.getLong(2), currency));
    }

    private static Account receivable(UUID buyerId, Currency currency) {
        return Account.of(buyerId, AccountKind.BUYER_RECEIVABLE, currency);
    }
}
