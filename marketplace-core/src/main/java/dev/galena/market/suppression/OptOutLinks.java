package dev.galena.market.suppression;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Links for people to opt out by, found by hash. */
final class OptOutLinks {

    /** A link that still works. */
    record Link(UUID consentId, UUID sellerId, String sellerName) {}

    /** The consent of a lead that this party has to do with; the operator has to do with all. */
    record Concern(UUID consentId, UUID sellerId) {}

    private static final String MINE = """
            and ($2 or l.seller_id = $3 or exists (select from market.sale s where s.lead_id = l.id and s.buyer_id = $3))
            order by l.id limit 1""";

    Optional<Concern> ofLead(Tx tx, UUID leadId, boolean operator, UUID partyId) {
        return tx
                .rows(
                        "select l.consent_id, l.seller_id from market.lead l where l.id = $1 " + MINE,
                        leadId,
                        operator,
                        partyId)
                .stream()
                .findFirst()
                .map(row -> new Concern(row.getUUID(0), row.getUUID(1)));
    }

    void add(Tx tx, byte[] hash, Concern of, UUID madeBy, Instant now, Instant expiresAt) {
        tx.run("""
                insert into market.opt_out_link (hash, consent_id, seller_id, made_by, created_at, expires_at)
                values ($1, $2, $3, $4, $5, $6)""", hash, of.consentId, of.sellerId, madeBy, now, expiresAt);
    }

    /** Neither used nor expired. */
    Optional<Link> working(Tx tx, byte[] hash, Instant now) {
        return tx.rows("""
                        select o.consent_id, o.seller_id, p.name from market.opt_out_link o join market.party p on p.id = o.seller_id
                        where o.hash = $1 and o.used_at is null and o.expires_at > $2""", hash, now).stream().findFirst().map(OptOutLinks::link);
    }

    /** False where somebody was quicker. */
    boolean use(Tx tx, byte[] hash, Instant now) {
        return tx.run("update market.opt_out_link set used_at = $2 where hash = $1 and used_at is null", hash, now)
                == 1;
    }

    private static Link link(Row row) {
        return new Link(row.getUUID(0), row.getUUID(1), row.getString(2));
    }
}
