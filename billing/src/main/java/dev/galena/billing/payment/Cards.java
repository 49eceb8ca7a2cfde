package dev.galena.billing.payment;

import dev.galena.billing.payment.Payments.SavedCard;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Cards that buyers let be charged again; only the provider's names of them. */
public final class Cards {

    void save(Tx tx, UUID partyId, SavedCard card, Instant now) {
        tx.run("""
                insert into billing.saved_card (party_id, customer, method, saved_at) values ($1, $2, $3, $4)
                on conflict (party_id) do update set customer = excluded.customer, method = excluded.method, saved_at = excluded.saved_at""", partyId, card.customer(), card.method(), now);
    }

    public Optional<SavedCard> find(Tx tx, UUID partyId) {
        return tx.rows("select customer, method from billing.saved_card where party_id = $1", partyId).stream()
                .findFirst()
                .map(row -> new SavedCard(row.getString(0), row.getString(1)));
    }
}
