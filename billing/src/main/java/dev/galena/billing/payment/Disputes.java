package dev.galena.billing.payment;

import dev.galena.billing.Account;
import dev.galena.billing.Money;
import dev.galena.billing.payment.Fact.Outcome;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/** Payments that their payer's bank took back. */
final class Disputes {

    record Dispute(UUID id, boolean open) {}

    Optional<Dispute> find(Tx tx, String providerRef) {
        return tx.rows("select id, state from billing.dispute where provider_ref = $1", providerRef).stream()
                .findFirst()
                .map(row -> new Dispute(row.getUUID(0), row.getString(1).equals("open")));
    }

    Dispute open(Tx tx, TopUp topUp, String providerRef, Money amount, Instant now) {
        var id = Id.next();
        tx.run("""
                insert into billing.dispute (id, topup_id, party_id, provider_ref, amount, state, opened_at)
                values ($1, $2, $3, $4, $5, 'open', $6)""", id, topUp.id(), topUp.partyId(), providerRef, amount.minorUnits(), now);
        return new Dispute(id, true);
    }

    void close(Tx tx, UUID id, Outcome outcome, Instant now) {
        tx.run("update billing.dispute set state = $2, closed_at = $3 where id = $1", id, outcome, now);
    }

    /**
     * The wallet is frozen while a dispute is open, while money is owed that was taken back, or when the operator froze it; what the
     * operator lets go is frozen again by the next fact.
     */
    void freeze(Tx tx, UUID partyId, Currency currency) {
        tx.run(
                """
                update billing.balance set frozen = exists (select from billing.dispute where party_id = $2 and state = 'open')
                  or coalesce((select posted < 0 from billing.balance where account_id = $3), false)
                  or coalesce((select act = 'freeze' from billing.account_act
                       where account_id = $1 and act <> 'credit-line' order by id desc limit 1), false)
                where account_id = $1""",
                Account.wallet(partyId, currency).id(),
                partyId,
                Recourse.debt(partyId, currency).id());
    }
}
