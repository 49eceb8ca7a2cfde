package dev.galena.billing;

import static dev.galena.billing.Hold.State.CAPTURED;
import static dev.galena.billing.Hold.State.EXPIRED;
import static dev.galena.billing.Hold.State.OPEN;
import static dev.galena.billing.Hold.State.VOIDED;

import dev.galena.billing.Hold.End;
import dev.galena.billing.Hold.Placement;
import dev.galena.billing.Hold.State;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money set aside. Whoever ends a hold locks its row first and then the account, so of any number who try one does it, and
 * the others are told how it ended. A capture takes at most what is held, whatever became of the credit line since.
 */
public final class Holds {

    private static final String EARLIER =
            "select id, account_id, amount, state from billing.hold where kind = $1 and ref = $2";

    private static final String PLACE = """
            insert into billing.hold (id, account_id, kind, ref, amount, expires_at)
            values ($1, $2, $3, $4, $5, clock_timestamp() + $6::bigint * interval '1 millisecond')""";

    private static final String LOCK = "select from billing.hold where id = $1 for update";

    /** After the lock, so that the clock is not older than the wait for it. */
    private static final String READ = """
            select h.account_id, h.amount, a.currency, h.state, h.expires_at <= clock_timestamp()
            from billing.hold h join billing.account a on a.id = h.account_id where h.id = $1""";

    private static final String END = """
            update billing.hold set state = $2, captured = $3, ended_at = clock_timestamp() where id = $1 and state = 'open'""";

    private static final String LOCK_DUE = """
            select id, account_id, amount from billing.hold
            where id = any(array(select id from billing.hold where state = 'open' and expires_at <= clock_timestamp()
              order by expires_at, id limit $1)) and state = 'open'
            order by id for update skip locked""";

    private static final String EXPIRE = """
            update billing.hold set state = 'expired', ended_at = clock_timestamp() where id = any($1) and state = 'open'""";

    private final Ledger ledger;

    private record Held(UUID accountId, Money amount, State state, boolean due) {}

    public Holds(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Sets the money aside, unless the same was done before. */
    public Placement place(Tx tx, Hold hold) {
        tx.lock("hold " + hold.kind() + " " + hold.ref());
        var earlier = tx.rows(EARLIER, hold.kind(), hold.ref());
        if (!earlier.isEmpty()) return repeated(earlier.getFirst(), hold);
        UUID accountId = hold.account().id();
        long amount = hold.amount().minorUnits();
        Wallet wallet = locked(tx, accountId);
        if (wallet.frozen()) return new Placement.Frozen();
        if (!wallet.covers(amount)) {
            return new Placement.Uncovered(
                    new Money(wallet.available(), hold.amount().currency()));
        }
        tx.change(
                1,
                PLACE,
                hold.id(),
                accountId,
                hold.kind(),
                hold.ref(),
                amount,
                hold.lasts().toMillis());
        ledger.post(tx, List.of(), Map.of(accountId, amount));
        return new Placement.Placed(hold.id());
    }

    private static Placement repeated(Row earlier, Hold hold) {
        boolean same =
                hold.account().id().equals(earlier.getUUID(1)) && hold.amount().minorUnits() == earlier.getLong(2);
        return same
                ? new Placement.Repeated(earlier.getUUID(0), state(earlier.getString(3)))
                : new Placement.RefTaken(earlier.getUUID(0));
    }

    /**
     * Posts the journal out of what is held, and sets the rest free. The journal debits the hold's account by no more than
     * the hold.
     */
    public End capture(Tx tx, UUID id, Journal journal) {
        Held held = lock(tx, id);
        if (held == null) return new End.Unknown();
        if (held.state != OPEN) return new End.Ended(held.state);
        if (held.due) return end(tx, id, held, EXPIRED);
        long taken = taken(journal, held.accountId);
        if (taken > held.amount.minorUnits()) return new End.TooMuch(held.amount);
        Wallet wallet = lockWith(tx, held.accountId, journal);
        if (wallet.frozen()) return new End.Frozen();
        tx.change(1, END, id, CAPTURED, taken);
        ledger.post(tx, List.of(journal), Map.of(held.accountId, -held.amount.minorUnits()));
        return new End.Captured(new Money(taken, held.amount.currency()));
    }

    /** Sets the money free. */
    public End release(Tx tx, UUID id) {
        Held held = lock(tx, id);
        if (held == null) return new End.Unknown();
        if (held.state != OPEN) return new End.Ended(held.state);
        return end(tx, id, held, held.due ? EXPIRED : VOIDED);
    }

    /** Ends up to so many whose time has passed, and that nobody else is ending; tells how many. */
    public int expire(Tx tx, int max) {
        var due = tx.rows(LOCK_DUE, max);
        if (due.isEmpty()) return 0;
        Map<UUID, Long> free = new HashMap<>();
        List<UUID> ids = new ArrayList<>(due.size());
        for (Row row : due) {
            ids.add(row.getUUID(0));
            free.merge(row.getUUID(1), -row.getLong(2), Math::addExact);
        }
        ledger.lockWallets(tx, free.keySet());
        tx.change(ids.size(), EXPIRE, (Object) ids.toArray(UUID[]::new));
        ledger.post(tx, List.of(), free);
        return ids.size();
    }

    private End end(Tx tx, UUID id, Held held, State how) {
        locked(tx, held.accountId);
        tx.change(1, END, id, how, 0L);
        ledger.post(tx, List.of(), Map.of(held.accountId, -held.amount.minorUnits()));
        return how == VOIDED ? new End.Voided() : new End.Ended(how);
    }

    private static @Nullable Held lock(Tx tx, UUID id) {
        tx.rows(LOCK, id);
        var rows = tx.rows(READ, id);
        if (rows.isEmpty()) return null;
        Row row = rows.getFirst();
        return new Held(
                row.getUUID(0), Money.of(row.getLong(1), row.getString(2)), state(row.getString(3)), row.getBoolean(4));
    }

    private Wallet locked(Tx tx, UUID accountId) {
        return wallet(ledger.lockWallets(tx, List.of(accountId)), accountId);
    }

    private Wallet lockWith(Tx tx, UUID accountId, Journal journal) {
        // The journal debits the account, so it is among those that are locked.
        return wallet(ledger.lockFor(tx, List.of(journal)), accountId);
    }

    private static Wallet wallet(Map<UUID, Wallet> locked, UUID accountId) {
        Wallet wallet = locked.get(accountId);
        if (wallet == null) throw new IllegalStateException("an account without balance: " + accountId);
        return wallet;
    }

    private static long taken(Journal journal, UUID accountId) {
        long taken = 0;
        for (var transfer : journal.transfers()) {
            long amount = transfer.amount().minorUnits();
            if (transfer.debit().id().equals(accountId)) taken = Math.addExact(taken, amount);
            if (transfer.credit().id().equals(accountId)) taken = Math.subtractExact(taken, amount);
        }
        if (taken <= 0) throw new IllegalArgumentException("the journal takes nothing of what is held");
        return taken;
    }

    private static State state(String code) {
        return State.valueOf(code.toUpperCase(Locale.ROOT));
    }
}
