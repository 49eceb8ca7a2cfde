package dev.galena.market.relay;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Who has which leads: sellers by {@code market.lead}, buyers by {@code market.sale}. */
public final class Holdings {

    /** The seller of a lead comes before its buyers. */
    public List<Holding> ofConsents(Tx tx, Collection<UUID> subjectIds, Collection<UUID> consentIds) {
        return tx.rows("""
                        select h.party_id, h.slot > 0, l.subject_id, l.consent_id, l.id, h.purchase_id, v.body ->> 'rule_set'
                        from market.lead l
                        cross join lateral (
                          select l.seller_id as party_id, 0 as slot, null::uuid as purchase_id
                          union all
                          select s.buyer_id, s.slot, s.purchase_id from market.sale s where s.lead_id = l.id) h
                        left join market.vertical_version v
                          on v.vertical_id = l.vertical_id and v.version = l.vertical_version
                        where l.subject_id = any($1) and l.consent_id = any($2)
                        order by l.id, h.slot""", subjectIds.toArray(UUID[]::new), consentIds.toArray(UUID[]::new)).stream()
                .map(Holdings::holding)
                .toList();
    }

    private static Holding holding(Row row) {
        return new Holding(
                row.getUUID(0),
                row.getBoolean(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getUUID(4),
                row.getUUID(5),
                row.getString(6));
    }
}
