package dev.galena.billing;

import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Credits to wallets, inside the caller's transaction. */
public final class Wallets {

    private static final String KIND = "wallet-credit";

    private static final String EARLIER = """
            select j.id, t.amount, t.credit_id, t.debit_id
            from billing.journal j join billing.transfer t on t.journal_id = j.id
            where j.kind = $1 and j.ref = $2""";

    private final Accounts accounts;
    private final Ledger ledger;

    public Wallets(Accounts accounts, Ledger ledger) {
        this.accounts = accounts;
        this.ledger = ledger;
    }

    /** Credits the wallet unless this ref has done so already. Opens the accounts where they are missing. */
    public CreditOutcome credit(Tx tx, Credit credit, Instant now) {
        tx.lock(KIND + " " + credit.ref());
        var earlier = tx.rows(EARLIER, KIND, credit.ref());
        if (!earlier.isEmpty()) {
            var line = earlier.getFirst();
            boolean same = line.getLong(1) == credit.amount().minorUnits()
                    && credit.wallet().id().equals(line.getUUID(2))
                    && credit.origin().id().equals(line.getUUID(3));
            return same
                    ? new CreditOutcome.AlreadyCredited(line.getUUID(0), ledger.balance(tx, credit.wallet()))
                    : new CreditOutcome.RefTaken(line.getUUID(0));
        }
        accounts.open(tx, List.of(credit.origin(), credit.wallet()), now);
        UUID walletId = credit.wallet().id();
        var wallet = ledger.lockWallets(tx, Set.of(walletId)).get(walletId);
        if (wallet == null) throw new IllegalStateException("a wallet without balance: " + walletId);
        var after = new Money(wallet.posted(), credit.amount().currency()).plus(credit.amount());
        var journal = new Journal(
                Id.next(),
                KIND,
                credit.ref(),
                now,
                List.of(new Transfer(credit.origin(), credit.wallet(), credit.amount())));
        ledger.post(tx, List.of(journal));
        return new CreditOutcome.Credited(journal.id(), after);
    }
}
