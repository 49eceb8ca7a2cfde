package dev.galena.billing.reconcile;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Reference;
import dev.galena.billing.Transfer;
import dev.galena.billing.document.OpenInvoices;
import dev.galena.billing.payment.BankReceipts;
import dev.galena.billing.payment.BankTransfer;
import dev.galena.billing.payment.InvoiceReceipts;
import dev.galena.billing.payment.Movement;
import dev.galena.billing.payment.ProviderLine;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.payment.Stripe;
import dev.galena.billing.payout.PayoutBooks;
import dev.galena.billing.payout.Payouts;
import dev.galena.billing.reconcile.ProviderLines.Read;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a line of the bank's statement settles, by the reference in it: a top-up, an invoice, a payout, a payout that came back, or
 * money that the card provider sent. What it does not settle is kept, with an alarm, for somebody to assign.
 */
public final class BankLines {

    private final ProviderLines lines;
    private final Stores stores;
    private final BankReceipts receipts;
    private final InvoiceReceipts invoices;
    private final Payouts payouts;
    private final PayoutBooks books;

    public BankLines(ProviderLines lines, Stores stores, Payouts payouts, PayoutBooks books) {
        this.lines = lines;
        this.stores = stores;
        this.receipts = new BankReceipts(stores);
        this.invoices = new InvoiceReceipts(stores);
        this.payouts = payouts;
        this.books = books;
    }

    static boolean mayMoveMoney(ProviderLine line) {
        return OpenInvoices.named(line.text()) || namesStripe(line);
    }

    private static boolean namesStripe(ProviderLine line) {
        return line.text().toLowerCase(Locale.ROOT).contains(Stripe.NAME);
    }

    /** Whether it was settled. */
    boolean settle(Tx tx, Read read, Instant now) {
        var line = read.line();
        var reference = Reference.in(line.text()).orElse("");
        boolean credit = line.amount().positive();
        if (credit && receipts.settle(tx, reference, line.amount(), line.id(), now)) {
            lines.match(tx, read.id(), BankTransfer.NAME, "paid", line.id());
            return true;
        }
        if (credit && invoices.settle(tx, line.text(), line.amount(), line.id(), now)) {
            lines.match(tx, read.id(), BankTransfer.NAME, "invoice", line.id());
            return true;
        }
        var payout = reference.isEmpty()
                ? null
                : payouts.lockByReference(tx, reference).orElse(null);
        if (payout != null
                && payout.amount().equals(credit ? line.amount() : line.amount().negated())) {
            var journal =
                    credit ? books.credited(tx, payout, line.id(), now) : books.debited(tx, payout, line.id(), now);
            if (journal != null) {
                lines.match(tx, read.id(), BankTransfer.NAME, credit ? "payout-returned" : "payout", line.id());
                return true;
            }
        }
        if (credit && namesStripe(line) && arrived(tx, read, now)) return true;
        stores.alarms()
                .raise(
                        tx,
                        "line-unknown",
                        line.id(),
                        line.kind() + " of " + line.amount().written() + ": " + line.text(),
                        now);
        return false;
    }

    /** What the card provider says it has sent to us is on its way until it is here. */
    private boolean arrived(Tx tx, Read read, Instant now) {
        var amount = read.line().amount();
        var transit = Account.of(null, AccountKind.BANK, Stripe.NAME, amount.currency());
        if (!stores.ledger().balance(tx, transit).negated().covers(amount)) return false;
        var bank = Account.platform(AccountKind.BANK, amount.currency());
        stores.accounts().open(tx, List.of(transit, bank), now);
        var journal = new Journal(
                Id.next(), "provider-payout-arrived", read.id(), now, List.of(new Transfer(bank, transit, amount)));
        stores.movements()
                .add(
                        tx,
                        List.of(new Movement(
                                BankTransfer.NAME,
                                "provider-payout",
                                read.line().id(),
                                amount,
                                journal.id(),
                                now)));
        stores.ledger().post(tx, List.of(journal));
        lines.match(
                tx, read.id(), BankTransfer.NAME, "provider-payout", read.line().id());
        return true;
    }

    /** What came of assigning. */
    public sealed interface Assignment {
        record NotFound() implements Assignment {}

        /** Settled before, or money that left. */
        record NotOpen() implements Assignment {}

        record OtherCurrency(String currency) implements Assignment {}

        record Assigned(UUID topUpId) implements Assignment {}
    }

    /** Somebody knows whose money this is. */
    public Assignment assign(Tx tx, UUID lineId, UUID partyId, String currency, Instant now) {
        var read = lines.lock(tx, lineId).orElse(null);
        if (read == null) return new Assignment.NotFound();
        var amount = read.line().amount();
        if (read.matched() || !amount.positive() || !read.line().kind().equals("credit"))
            return new Assignment.NotOpen();
        if (!amount.currency().getCurrencyCode().equals(currency)) {
            return new Assignment.OtherCurrency(amount.currency().getCurrencyCode());
        }
        var topUp = receipts.assign(tx, partyId, amount, read.line().id(), now);
        lines.match(tx, lineId, BankTransfer.NAME, "paid", read.line().id());
        tx.run(
                "update billing.alarm set resolved_at = $2, resolved_by = 'assignment' where kind = 'line-unknown' and subject = $1 and resolved_at is null",
                read.line().id(),
                now);
        return new Assignment.Assigned(topUp.id());
    }
}
