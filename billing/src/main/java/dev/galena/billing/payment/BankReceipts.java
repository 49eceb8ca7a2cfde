package dev.galena.billing.payment;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Money that arrived at the bank goes into the wallet it was meant for: what arrived, not what was announced. */
public final class BankReceipts {

    private final Stores stores;
    private final Recourse recourse;
    private final Disputes disputes = new Disputes();

    public BankReceipts(Stores stores) {
        this.stores = stores;
        this.recourse = new Recourse(stores.accounts(), stores.ledger());
    }

    /** False where the reference is nobody's, was used before, or is in another currency. */
    public boolean settle(Tx tx, String reference, Money amount, String line, Instant now) {
        var topUp = stores.topUps().lockByReference(tx, reference).orElse(null);
        if (topUp == null
                || topUp.state() == TopUp.State.PAID
                || !topUp.provider().equals(BankTransfer.NAME)
                || !topUp.amount().currency().equals(amount.currency())) {
            return false;
        }
        pay(tx, topUp, amount, line, now);
        return true;
    }

    /** For a party that somebody has recognised. */
    public TopUp assign(Tx tx, UUID partyId, Money amount, String line, Instant now) {
        var topUp = TopUp.asked(Id.next(), partyId, BankTransfer.NAME, amount, false, false, now);
        stores.topUps().add(tx, topUp);
        pay(tx, topUp, amount, line, now);
        return stores.topUps().find(tx, topUp.id()).orElseThrow();
    }

    private void pay(Tx tx, TopUp topUp, Money amount, String line, Instant now) {
        var bank = Account.platform(AccountKind.BANK, amount.currency());
        stores.topUps().paid(tx, topUp.id(), amount.minorUnits(), "bank " + line, now);
        var lines = recourse.give(tx, topUp.partyId(), amount, bank, now);
        var journal = new Journal(Id.next(), "top-up", topUp.id(), now, lines);
        stores.movements().add(tx, List.of(new Movement(BankTransfer.NAME, "paid", line, amount, journal.id(), now)));
        stores.tell().accept(tx, List.of(topUp.news(TopUp.PAID, amount, now)));
        stores.ledger().post(tx, List.of(journal));
        disputes.freeze(tx, topUp.partyId(), amount.currency());
    }
}
