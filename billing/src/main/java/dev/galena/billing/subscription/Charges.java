package dev.galena.billing.subscription;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.Wallet;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes the price of subscriptions from wallets. Decided under lock first, written last. */
final class Charges {

    /** What is to be paid, and whether the wallet covers it; {@code available} where it does not. */
    record Decided(Charge charge, boolean covered, Money available) {}

    private final ChargeRows rows;
    private final Accounts accounts;
    private final Ledger ledger;

    Charges(ChargeRows rows, Accounts accounts, Ledger ledger) {
        this.rows = rows;
        this.accounts = accounts;
        this.ledger = ledger;
    }

    /** Locks the wallets and decides bill by bill, in the order given, what they cover. */
    List<Decided> decide(Tx tx, List<Bill> bills, Instant now) {
        if (bills.isEmpty()) return List.of();
        Map<UUID, Tax> taxes = rows.taxes(
                tx, bills.stream().map(b -> b.subscription().partyId()).toList());
        List<Charge> charges =
                bills.stream().map(bill -> charge(bill, taxes, now)).toList();
        List<Account> needed = new ArrayList<>();
        charges.forEach(charge -> {
            needed.add(
                    Account.platform(AccountKind.DEFERRED_REVENUE, charge.net().currency()));
            if (charge.vat().positive())
                needed.add(charge.tax().account(charge.vat().currency()));
        });
        accounts.open(tx, needed, now);
        Map<UUID, Wallet> wallets = new HashMap<>(ledger.lockWallets(
                tx, charges.stream().map(c -> wallet(c).id()).distinct().toList()));
        List<Decided> decided = new ArrayList<>();
        for (var charge : charges) {
            long gross = charge.gross().minorUnits();
            Wallet wallet = wallets.get(wallet(charge).id());
            boolean covered = wallet != null && wallet.covers(gross);
            if (wallet != null && covered) wallets.put(wallet.accountId(), wallet.debited(gross));
            long available = wallet == null ? 0 : wallet.available();
            decided.add(new Decided(
                    charge, covered, new Money(available, charge.net().currency())));
        }
        return decided;
    }

    /** Moves the money; the last write of the transaction. */
    void post(Tx tx, List<Charge> charges) {
        rows.add(tx, charges);
        ledger.post(tx, charges.stream().map(Charges::journal).toList());
    }

    private static Charge charge(Bill bill, Map<UUID, Tax> taxes, Instant now) {
        var subscription = bill.subscription();
        Tax tax = taxes.getOrDefault(subscription.partyId(), Tax.NONE);
        return new Charge(
                Id.next(),
                subscription.id(),
                subscription.partyId(),
                bill.plan().id(),
                bill.period(),
                bill.upgrade(),
                bill.net(),
                tax.on(bill.net()),
                tax,
                bill.span(),
                now);
    }

    private static Journal journal(Charge charge) {
        List<Transfer> transfers = new ArrayList<>();
        var currency = charge.net().currency();
        transfers.add(
                new Transfer(wallet(charge), Account.platform(AccountKind.DEFERRED_REVENUE, currency), charge.net()));
        if (charge.vat().positive())
            transfers.add(new Transfer(wallet(charge), charge.tax().account(currency), charge.vat()));
        return new Journal(Id.next(), "subscription", charge.id(), charge.at(), transfers);
    }

    private static Account wallet(Charge charge) {
        return Account.wallet(charge.partyId(), charge.net().currency());
    }
}
