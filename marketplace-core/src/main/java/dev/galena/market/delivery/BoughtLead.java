package dev.galena.market.delivery;

import dev.galena.db.Tx;
import dev.galena.market.vertical.Level;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One bought lead as its buyer takes it along, without the contact.
 *
 * @param attributes all of the vertical's fields, those shown before purchase and those not
 */
record BoughtLead(
        UUID purchaseId,
        UUID saleId,
        UUID leadId,
        UUID subjectId,
        UUID consentId,
        String vertical,
        Instant soldAt,
        long price,
        String currency,
        boolean exclusive,
        int score,
        Level level,
        String state,
        String zip,
        String source,
        Instant generatedAt,
        JsonObject attributes) {

    /** A place in a buyer's list: its purchases in their order, their leads by id. */
    record Place(UUID purchaseId, UUID leadId) {
        static final Place START = new Place(new UUID(0, 0), new UUID(0, 0));
    }

    Place place() {
        return new Place(purchaseId, leadId);
    }

    static List<BoughtLead> page(Tx tx, UUID buyerId, Place after, int rowsMax) {
        return tx.rows("""
                        select p.id, s.id, s.lead_id, s.subject_id, s.consent_id, v.code, s.sold_at, s.price, p.currency,
                               s.exclusive, s.score, s.level, i.state, case when i.status = 'erased' then '' else i.zip end, i.source_alias,
                               l.generated_at, case when i.status = 'erased' then '{}' else i.attrs::text end,
                               case when i.status = 'erased' then '{}' else l.hidden::text end
                        from market.purchase p
                        join market.sale s on s.purchase_id = p.id
                        join market.lead l on l.id = s.lead_id
                        join market.listing i on i.lead_id = s.lead_id
                        join market.vertical v on v.id = s.vertical_id
                        where p.buyer_id = $1 and p.id >= $2 and (p.id, s.lead_id) > ($2, $3)
                        order by p.id, s.lead_id limit $4""", buyerId, after.purchaseId, after.leadId, rowsMax).stream()
                .map(BoughtLead::of)
                .toList();
    }

    private static BoughtLead of(Row row) {
        return new BoughtLead(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getUUID(4),
                row.getString(5),
                row.getOffsetDateTime(6).toInstant(),
                row.getLong(7),
                row.getString(8),
                row.getBoolean(9),
                row.getInteger(10),
                Level.of(row.getInteger(11)),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getOffsetDateTime(15).toInstant(),
                new JsonObject(row.getString(16)).mergeIn(new JsonObject(row.getString(17))));
    }
}
