package dev.galena.market.trail;

import dev.galena.consent.Withdrawn;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.NewEvent;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What follows for the market when consent ends, in the transaction that ends it: the leads' listings close, and whoever
 * holds a lead is told by {@code consent.revoked}, buyers and seller alike.
 */
public final class TellHolders implements BiConsumer<Tx, Withdrawn> {
    private final Events events;

    public TellHolders(Events events) {
        this.events = events;
    }

    @Override
    public void accept(Tx tx, Withdrawn withdrawn) {
        if (withdrawn.consentIds().isEmpty()) return;
        List<Row> leads = tx.rows(
                """
                select id, seller_id, consent_id from market.lead
                where subject_id = any($1) and consent_id = any($2) order by id""",
                withdrawn.subjectIds().toArray(UUID[]::new),
                withdrawn.consentIds().toArray(UUID[]::new));
        if (leads.isEmpty()) return;
        UUID[] leadIds = leads.stream().map(r -> r.getUUID(0)).toArray(UUID[]::new);
        close(tx, leadIds);
        List<NewEvent> news = new ArrayList<>();
        for (Row lead : leads)
            news.add(revoked(lead.getUUID(1), lead.getUUID(0), lead.getUUID(2), null, withdrawn.effectiveAt()));
        for (Row sale : tx.rows("""
                select lead_id, buyer_id, consent_id, purchase_id from market.sale
                where lead_id = any($1) order by lead_id, slot""", (Object) leadIds))
            news.add(revoked(
                    sale.getUUID(1), sale.getUUID(0), sale.getUUID(2), sale.getUUID(3), withdrawn.effectiveAt()));
        events.add(tx, news);
    }

    private static void close(Tx tx, UUID[] leadIds) {
        tx.rows(
                "select lead_id from market.listing where lead_id = any($1) order by lead_id for no key update",
                (Object) leadIds);
        tx.run("update market.listing set status = 'withdrawn' where lead_id = any($1) and status = 'open'", (Object)
                leadIds);
    }

    private static NewEvent revoked(UUID partyId, UUID lead, UUID consent, @Nullable UUID purchase, Instant at) {
        var data = JsonObject.of("lead", Id.text("lead", lead), "consent", Id.text("cns", consent))
                .put("effective_at", at.toString());
        if (purchase != null) data.put("purchase", Id.text("pur", purchase));
        return new NewEvent(Id.next(), partyId, "consent.revoked", lead, new Json(data.encode()), at);
    }
}
