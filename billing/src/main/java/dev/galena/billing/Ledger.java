package dev.galena.billing;

import dev.galena.billing.Changes.Move;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Journals and the balances that follow from them. All methods are set-based, with a fixed number of statements for any
 * number of journals. A caller that debits STRICT accounts locks them first ({@link #lockWallets}), decides on what it
 * sees, and posts as the last write of its transaction, since whoever waits for the same wallet waits from there on.
 */
public final class Ledger {

    private static final String LOCK = """
            select account_id, posted, held, coalesce(floor_wanted, floor), frozen from billing.balance
            where account_id = any($1) order by account_id for no key update""";

    private static final String EXACT = """
            select account_id, posted, held, floor, frozen from billing.account_balance where account_id = any($1)""";

    private static final String BALANCE = "select posted from billing.account_balance where account_id = $1";

    private final PostedRows rows = new PostedRows();

    /** Locks the balances of STRICT accounts in id order, whatever the order given. An account without balance is absent. */
    public Map<UUID, Wallet> lockWallets(Tx tx, Collection<UUID> accountIds) {
        return lockingWallets(tx, accountIds).get();
    }

    /** Sends the same without waiting, so that reads can follow at once. */
    public Supplier<Map<UUID, Wallet>> lockingWallets(Tx tx, Collection<UUID> accountIds) {
        return tx.ask(Ledger::wallets, LOCK, (Object) accountIds.toArray(UUID[]::new));
    }

    /**
     * Locks these STRICT accounts, and with a BUYER_RECEIVABLE the wallet whose floor hangs on it: for whoever posts to
     * receivables. DEFERRED accounts among them are left out.
     */
    public Map<UUID, Wallet> lock(Tx tx, Collection<Account> accounts) {
        Set<UUID> ids = new HashSet<>();
        for (var account : accounts) {
            if (account.kind().strict()) ids.add(account.id());
            if (Changes.liftsFloor(account)) ids.add(Changes.walletOf(account).id());
        }
        return lockWallets(tx, ids);
    }

    /** The same for every account that these journals name. */
    public Map<UUID, Wallet> lockFor(Tx tx, List<Journal> journals) {
        return lock(
                tx,
                journals.stream()
                        .flatMap(j -> j.transfers().stream())
                        .flatMap(t -> Stream.of(t.debit(), t.credit()))
                        .toList());
    }

    /**
     * Locks DEFERRED accounts in id order and reads them exactly, folded or not, for whoever may debit only what is there:
     * a payout. Others who lock the same account wait; purchases go on crediting it, and nobody folds it meanwhile. A debit
     * that does not ask, such as a return's, may come between and leave less than was seen.
     */
    public Map<UUID, Wallet> lockDeferred(Tx tx, Collection<Account> accounts) {
        UUID[] ids = accounts.stream().map(Account::id).toArray(UUID[]::new);
        tx.rows(LOCK, (Object) ids);
        return wallets(tx.rows(EXACT, (Object) ids));
    }

    private static Map<UUID, Wallet> wallets(List<Row> locked) {
        Map<UUID, Wallet> wallets = HashMap.newHashMap(locked.size());
        for (Row row : locked) {
            var wallet = new Wallet(row.getUUID(0), row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4));
            wallets.put(wallet.accountId(), wallet);
        }
        return wallets;
    }

    /**
     * Writes journals and transfers, one delta per DEFERRED account, and last the balances of STRICT accounts, all without
     * waiting. Where a STRICT balance would fall below its floor or was never opened, whoever waits next gets {@link
     * InsufficientBalance}: the caller should have seen it under lock.
     */
    public void post(Tx tx, List<Journal> journals) {
        post(tx, journals, Map.of());
    }

    /** The same, and changes what is held of accounts. */
    void post(Tx tx, List<Journal> journals, Map<UUID, Long> holds) {
        var changes = Changes.of(journals);
        holds.forEach((account, amount) -> changes.strict().merge(account, Move.hold(amount), Move::plus));
        if (!journals.isEmpty()) rows.insert(tx, journals);
        rows.insertDeltas(tx, changes.deferred());
        rows.updateBalances(tx, changes.strict());
    }

    /** As it stands, folded or not; zero for an account that was never opened. */
    public Money balance(Tx tx, @Nullable UUID partyId, AccountKind kind, Currency currency) {
        return balance(tx, Account.of(partyId, kind, currency));
    }

    public Money balance(Tx tx, Account account) {
        var found = tx.rows(BALANCE, account.id());
        return new Money(found.isEmpty() ? 0 : found.getFirst().getLong(0), account.currency());
    }
}
