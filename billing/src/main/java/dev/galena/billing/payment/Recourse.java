package dev.galena.billing.payment;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.Wallet;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * Money that a provider takes back comes from the buyer's wallet as far as it reaches and is owed beyond; money that comes in pays
 * first what is owed. So wallet and debt end the same whatever the order of what was told. The debt has an account of its own
 * ({@code BUYER_RECEIVABLE} with the detail {@code payments}): it uses up no credit line. Locks both.
 */
final class Recourse {

    private static final String DETAIL = "payments";

    private final Accounts accounts;
    private final Ledger ledger;

    Recourse(Accounts accounts, Ledger ledger) {
        this.accounts = accounts;
        this.ledger = ledger;
    }

    static Account debt(UUID partyId, Currency currency) {
        return Account.of(partyId, AccountKind.BUYER_RECEIVABLE, DETAIL, currency);
    }

    /** The buyer's side of what is taken from him. */
    List<Transfer> take(Tx tx, UUID partyId, Money amount, Account to, Instant now) {
        var wallet = Account.wallet(partyId, amount.currency());
        var debt = debt(partyId, amount.currency());
        open(tx, wallet, debt, to, now);
        var locked = ledger.lockWallets(tx, List.of(wallet.id(), debt.id()));
        // A wallet that is frozen because of one payment still answers for the next; whoever takes freezes it again.
        tx.run("update billing.balance set frozen = false where account_id = any($1) and frozen", (Object)
                new UUID[] {wallet.id(), debt.id()});
        Wallet has = locked.get(wallet.id());
        long free = has == null ? 0 : Math.clamp(has.posted() - has.held(), 0, amount.minorUnits());
        return parts(wallet, debt, to, free, amount, false);
    }

    /** The buyer's side of what he gets. */
    List<Transfer> give(Tx tx, UUID partyId, Money amount, Account from, Instant now) {
        var wallet = Account.wallet(partyId, amount.currency());
        var debt = debt(partyId, amount.currency());
        open(tx, wallet, debt, from, now);
        var locked = ledger.lockWallets(tx, List.of(wallet.id(), debt.id()));
        Wallet owes = locked.get(debt.id());
        long owed = owes == null ? 0 : Math.clamp(-owes.posted(), 0, amount.minorUnits());
        return parts(debt, wallet, from, owed, amount, true);
    }

    private void open(Tx tx, Account wallet, Account debt, Account other, Instant now) {
        accounts.open(tx, List.of(wallet, debt, other), now);
    }

    private static List<Transfer> parts(
            Account first, Account then, Account other, long ofFirst, Money amount, boolean give) {
        var parts = new ArrayList<Transfer>();
        add(parts, first, other, new Money(ofFirst, amount.currency()), give);
        add(parts, then, other, new Money(amount.minorUnits() - ofFirst, amount.currency()), give);
        return parts;
    }

    private static void add(List<Transfer> parts, Account buyers, Account other, Money amount, boolean give) {
        if (!amount.positive()) return;
        parts.add(give ? new Transfer(other, buyers, amount) : new Transfer(buyers, other, amount));
    }
}
