package dev.galena.market.trail;

import dev.galena.consent.Consent;
import dev.galena.db.Tx;
import dev.galena.market.trail.Trail.Who;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What the market's own tables say of leads and people. Set-based; each list is bounded. */
final class Trails {
    /** One person's leads, or one lead's sales, are few; who looked may be many: the newest are kept. */
    static final int LEADS_MAX = 100;

    static final int ACCESSES_MAX = 1000;

    /** $1 sees all, $2 test sellers' only, $3 the party. */
    private static final String VISIBLE = """
            ($1 and (not $2 or exists (select from market.party t where t.id = l.seller_id and t.test))
              or l.seller_id = $3 or exists (select from market.sale s where s.lead_id = l.id and s.buyer_id = $3))
            """;

    /** Whether a lead is this viewer's to know; one that is not is answered like one that is not there. */
    List<Trail.Origin> ofLeads(Tx tx, List<UUID> leadIds, Sight sight) {
        return origins(tx, "l.id = any($4)", leadIds, sight);
    }

    /** The newest leads of these people that the viewer may know. */
    List<Trail.Origin> ofSubjects(Tx tx, List<UUID> subjectIds, Sight sight) {
        return origins(tx, "l.subject_id = any($4)", subjectIds, sight);
    }

    /** Those of these consents that came with a lead within sight. */
    List<UUID> visibleConsents(Tx tx, Collection<Consent> consents, Sight sight) {
        return tx
                .rows(
                        """
                        select distinct l.consent_id from market.lead l
                        where l.subject_id = any($4) and l.consent_id = any($5) and
                        """ + VISIBLE,
                        sight.wide(),
                        sight.testOnly(),
                        sight.partyId(),
                        consents.stream().map(Consent::subjectId).toArray(UUID[]::new),
                        consents.stream().map(Consent::id).toArray(UUID[]::new))
                .stream()
                .map(r -> r.getUUID(0))
                .toList();
    }

    private static List<Trail.Origin> origins(Tx tx, String which, List<UUID> ids, Sight sight) {
        return tx
                .rows(
                        """
                        select l.id, l.subject_id, l.consent_id, p.id, p.name, v.code, c.code, c.alias, l.subs, l.batch_id,
                               l.row_number, l.generated_at, l.received_at
                        from market.lead l
                        join market.party p on p.id = l.seller_id
                        join market.vertical v on v.id = l.vertical_id
                        join market.source c on c.id = l.source_id
                        """ + "where " + which + " and " + VISIBLE + "order by l.id desc limit $5",
                        sight.wide(),
                        sight.testOnly(),
                        sight.partyId(),
                        ids.toArray(UUID[]::new),
                        LEADS_MAX)
                .stream()
                .map(r -> new Trail.Origin(
                        r.getUUID(0),
                        r.getUUID(1),
                        r.getUUID(2),
                        who(r, 3),
                        r.getString(5),
                        r.getString(6),
                        r.getString(7),
                        List.of(r.getArrayOfStrings(8)),
                        r.getUUID(9),
                        r.getLong(10),
                        r.getOffsetDateTime(11).toInstant(),
                        r.getOffsetDateTime(12).toInstant()))
                .toList();
    }

    /** The operator sees all with prices, an auditor and the seller all without, a buyer its own. */
    List<Trail.Sale> sales(Tx tx, List<UUID> leadIds, Sight sight) {
        return tx.rows("""
                        select s.id, s.purchase_id, s.lead_id, b.id, b.name, s.sold_at, s.rule_set, s.exclusive,
                               case when $4 then s.price end, case when $4 then u.currency end
                        from market.sale s
                        join market.party b on b.id = s.buyer_id
                        join market.purchase u on u.id = s.purchase_id
                        where s.lead_id = any($1) and ($2 or s.seller_id = $3 or s.buyer_id = $3)
                        order by s.lead_id, s.slot""", leadIds.toArray(UUID[]::new), sight.wide(), sight.partyId(), sight.operator()).stream()
                .map(r -> new Trail.Sale(
                        r.getUUID(0),
                        r.getUUID(1),
                        r.getUUID(2),
                        who(r, 3),
                        r.getOffsetDateTime(5).toInstant(),
                        r.getString(6),
                        r.getBoolean(7),
                        r.getLong(8),
                        r.getString(9)))
                .toList();
    }

    /** Who looked at these leads or at the person: everybody for the operator, an auditor and the seller, else the viewer's own people. */
    List<Trail.Access> accesses(Tx tx, List<UUID> leadIds, List<UUID> subjectIds, Sight sight) {
        return tx
                .rows(
                        """
                        select a.at, a.lead_id, p.id, p.name, a.actor, a.action, a.purpose, a.request_id
                        from market.access_record a join market.party p on p.id = a.party_id
                        where (a.lead_id = any($1) or a.lead_id is null and a.subject_id = any($2))
                          and ($3 or a.party_id = $4
                               or exists (select from market.lead l where l.id = a.lead_id and l.seller_id = $4))
                        order by a.at desc, a.id desc limit $5""",
                        leadIds.toArray(UUID[]::new),
                        subjectIds.toArray(UUID[]::new),
                        sight.wide(),
                        sight.partyId(),
                        ACCESSES_MAX)
                .stream()
                .map(r -> new Trail.Access(
                        r.getOffsetDateTime(0).toInstant(),
                        r.getUUID(1),
                        who(r, 2),
                        r.getString(4),
                        r.getString(5),
                        r.getString(6),
                        r.getString(7)))
                .toList();
    }

    List<Trail.Told> told(Tx tx, List<UUID> leadIds, Sight sight) {
        return tx.rows("""
                        select d.lead_id, d.id, p.id, p.name, e.type, d.created_at, d.state, d.attempts
                        from market.event e
                        join market.delivery d on d.event_id = e.id
                        join market.party p on p.id = e.party_id
                        where e.lead_id = any($1) and ($2 or e.party_id = $3)
                        order by d.id desc limit $4""", leadIds.toArray(UUID[]::new), sight.wide(), sight.partyId(), ACCESSES_MAX).stream()
                .map(r -> new Trail.Told(
                        r.getUUID(0),
                        r.getUUID(1),
                        who(r, 2),
                        r.getString(4),
                        r.getOffsetDateTime(5).toInstant(),
                        r.getString(6),
                        r.getInteger(7)))
                .toList();
    }

    private static Who who(Row row, int at) {
        return new Who(row.getUUID(at), row.getString(at + 1));
    }
}
