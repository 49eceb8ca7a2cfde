package dev.galena.billing.subscription;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.Wallet;
import dev.galena.billing.document.DraftLine;
import dev.galena.billing.document.DraftLines;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes the price of subscriptions from wallets. Decided under lock first, written last. */
final class Charges {

    /** What is to be paid, and whether the wallet covers it; {@code available} where it does not. */
    record Decided(Bill bill, Charge charge, boolean covered, Money available) {}

    private final ChargeRows rows;
    private final DraftLines lines;
    private final Accounts accounts;
    private final Ledger ledger;

    Charges(ChargeRows rows, DraftLines lines, Accounts accounts, Ledger ledger) {
        this.rows = rows;
        this.lines = lines;
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
        for (int i = 0; i < bills.size(); i++) {
            Charge charge = charges.get(i);
            long gross = charge.gross().minorUnits();
            Wallet wallet = wallets.get(wallet(charge).id());
            boolean covered = wallet != null && wallet.covers(gross);
            if (wallet != null && covered) wallets.put(wallet.accountId(), wallet.debited(gross));
            long available = wallet == null ? 0 : wallet.available();
            decided.add(new Decided(
                    bills.get(i),
                    charge,
                    covered,
                    new Money(available, charge.net().currency())));
        }
        return decided;
    }

    /** Notes what is to be invoiced and moves the money; the last write of the transaction. */
    void post(Tx tx, List<Decided> covered) {
        List<Charge> charges = covered.stream().map(Decided::charge).toList();
        rows.add(tx, charges);
        lines.add(tx, covered.stream().map(Charges::line).toList());
        ledger.post(tx, charges.stream().map(Charges::journal).toList());
    }

    private static DraftLine line(Decided decided) {
        Bill bill = decided.bill();
        Charge charge = decided.charge();
        var zone = bill.subscription().anchor().zone();
        String text = (bill.upgrade() == 0 ? "Subscription " : "Upgrade to ")
                + bill.plan().code() + ", "
                + LocalDate.ofInstant(bill.span().start(), zone) + " to "
                + LocalDate.ofInstant(bill.span().end(), zone).minusDays(1);
        return DraftLine.invoiced(
                charge.id(),
                charge.partyId(),
                charge.at(),
                Id.text("chg", charge.id()),
                text,
                charge.net(),
                charge.vat().minorUnits(),
                charge.tax().onPaper(),
                0);
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
