package dev.galena.billing.payment;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.billing.News;
import dev.galena.billing.Transfer;
import dev.galena.billing.document.OpenInvoices;
import dev.galena.billing.document.OpenInvoices.Open;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Money that arrived at the bank for an invoice: it pays what is open of it, part or all. What is more goes into the wallet, all of it
 * where nothing is open any more. Locks the invoice, then what the buyer owes and his wallet.
 */
public final class InvoiceReceipts {

    /** What buyers hear of. */
    public static final String PAID = "invoice.paid";

    private final Stores stores;
    private final OpenInvoices invoices = new OpenInvoices();
    private final Recourse recourse;
    private final Disputes disputes = new Disputes();

    public InvoiceReceipts(Stores stores) {
        this.stores = stores;
        this.recourse = new Recourse(stores.accounts(), stores.ledger());
    }

    /** False where the text names no invoice in this currency. */
    public boolean settle(Tx tx, String text, Money amount, String line, Instant now) {
        var open = invoices.lockNamed(tx, text, amount.currency().getCurrencyCode());
        open.ifPresent(invoice -> pay(tx, invoice, amount, line, now));
        return open.isPresent();
    }

    private void pay(Tx tx, Open invoice, Money amount, String line, Instant now) {
        var currency = amount.currency();
        var bank = Account.platform(AccountKind.BANK, currency);
        var receivable = Account.of(invoice.party(), AccountKind.BUYER_RECEIVABLE, currency);
        var part = amount.compareTo(invoice.open()) < 0 ? amount : invoice.open();
        var more = amount.minus(part);
        // All that is credited, in one order, before anything is read of it.
        stores.accounts().open(tx, List.of(bank, receivable, Recourse.debt(invoice.party(), currency)), now);
        stores.ledger().lock(tx, List.of(receivable, Recourse.debt(invoice.party(), currency)));
        var transfers = new ArrayList<Transfer>();
        if (part.positive()) {
            invoices.pay(tx, invoice.document(), part, now);
            transfers.add(new Transfer(bank, receivable, part));
        }
        if (more.positive()) transfers.addAll(recourse.give(tx, invoice.party(), more, bank, now));
        var journal = new Journal(Id.next(), "invoice-paid", Id.next(), now, transfers);
        stores.movements()
                .add(tx, List.of(new Movement(BankTransfer.NAME, "invoice", line, amount, journal.id(), now)));
        stores.tell().accept(tx, List.of(news(invoice, part, now)));
        stores.ledger().post(tx, List.of(journal));
        disputes.freeze(tx, invoice.party(), currency);
    }

    private static News news(Open invoice, Money part, Instant now) {
        // Ids and numbers hold nothing that JSON would escape.
        var data = new Json("{\"document\":\"" + Id.text("doc", invoice.document()) + "\",\"number\":\""
                + invoice.number() + "\",\"paid\":" + part.minorUnits() + ",\"open\":"
                + invoice.open().minus(part).minorUnits() + "}");
        return new News(invoice.party(), PAID, data, now);
    }
}
