package dev.galena.market.delivery;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which leads' people have withdrawn since they were sold, or are to be forgotten. */
final class AskConsent {
    private final Consents consents;

    AskConsent(Consents consents) {
        this.consents = consents;
    }

    Set<UUID> lost(Tx tx, UUID[] leadIds, Instant now) {
        Map<UUID, UUID> consentOf = new HashMap<>();
        for (Row row : tx.rows("""
                select l.id, l.consent_id from market.lead l left join market.listing i on i.lead_id = l.id
                where l.id = any($1) and i.status is distinct from 'erased'""", (Object) leadIds)) consentOf.put(row.getUUID(0), row.getUUID(1));
        Map<UUID, Consent> found = consents.find(tx, consentOf.values());
        Set<UUID> lost = new HashSet<>(Arrays.asList(leadIds));
        lost.removeIf(lead -> {
            Consent consent = found.get(consentOf.get(lead));
            return consent != null
                    && consent.revokedAt() == null
                    && (consent.expiresAt() == null || consent.expiresAt().isAfter(now));
        });
        return lost;
    }
}
