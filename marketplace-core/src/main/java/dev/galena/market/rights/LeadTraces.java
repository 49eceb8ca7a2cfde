package dev.galena.market.rights;

import dev.galena.consent.erasure.Retentions.Bound;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.listing.Listing;
import dev.galena.market.listing.Listings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What the market knows of people beside their consents, and its end. Of a lead its ids, its times, its state and its price
 * remain: the money rests on them.
 */
final class LeadTraces {

    private static final String LEADS = """
            select id, subject_id, seller_id, received_at, batch_id is null from market.lead
            where subject_id = any($1) order by id""";

    private static final String SALES =
            "select subject_id, split_part(rule_set, '@', 1), sold_at from market.sale where lead_id = any($1)";

    private static final String EMPTY_LEADS =
            "update market.lead set subs = '{}', hidden = '{}', contributions = '[]' where id = any($1)";

    private static final String EMPTY_LISTINGS =
            "update market.listing set zip = '', attrs = '{}' where lead_id = any($1)";

    /** The answer to a lead handed in alone names it; it was written in the same transaction. */
    private static final String ANSWERS = """
            delete from market.idempotency i
            using unnest($1::uuid[], $2::text[], $3::timestamptz[]) as t(seller_id, lead, at)
            where i.party_id = t.seller_id and i.created_at between t.at - interval '1 minute' and t.at + interval '1 minute'
              and position(convert_to(t.lead, 'UTF8') in i.response) > 0""";

    /** Kinds of data that {@link #erase} leaves none of, beside what consent erases. */
    static final List<String> KINDS =
            List.of("contact", "attributes", "score_evidence", "stored_answers", "rejected_rows");

    private final Listings listings;

    LeadTraces(Listings listings) {
        this.listings = listings;
    }

    record Trace(UUID leadId, UUID subjectId, UUID sellerId, Instant receivedAt, boolean alone) {}

    /** Of locked people, their listings locked too. */
    List<Trace> lock(Tx tx, Collection<UUID> subjectIds) {
        List<Trace> leads = tx.rows(LEADS, (Object) subjectIds.toArray(UUID[]::new)).stream()
                .map(r -> new Trace(
                        r.getUUID(0),
                        r.getUUID(1),
                        r.getUUID(2),
                        r.getOffsetDateTime(3).toInstant(),
                        r.getBoolean(4)))
                .toList();
        listings.lock(tx, leads.stream().map(Trace::leadId).toList());
        return leads;
    }

    List<Bound> sales(Tx tx, List<Trace> leads) {
        return tx.rows(SALES, (Object) ids(leads)).stream()
                .map(r -> new Bound(
                        r.getUUID(0), r.getString(1), r.getOffsetDateTime(2).toInstant()))
                .toList();
    }

    /** Nobody buys or finds them any more. */
    void close(Tx tx, List<Trace> leads) {
        listings.close(tx, leads.stream().map(Trace::leadId).toList(), Listing.Status.ERASED);
    }

    /** {@code hashes}: of the same people. */
    void erase(Tx tx, List<Trace> leads, List<byte[]> hashes) {
        UUID[] ids = ids(leads);
        tx.run("delete from market.contact where lead_id = any($1)", (Object) ids);
        tx.run(EMPTY_LEADS, (Object) ids);
        tx.run(EMPTY_LISTINGS, (Object) ids);
        List<Trace> alone = leads.stream().filter(Trace::alone).toList();
        if (!alone.isEmpty())
            tx.run(
                    ANSWERS,
                    alone.stream().map(Trace::sellerId).toArray(UUID[]::new),
                    alone.stream().map(t -> Id.text("lead", t.leadId)).toArray(String[]::new),
                    alone.stream().map(Trace::receivedAt).toArray(Instant[]::new));
        tx.run("delete from market.batch_reject where people && $1", hashes);
    }

    private static UUID[] ids(List<Trace> leads) {
        return leads.stream().map(Trace::leadId).toArray(UUID[]::new);
    }
}
