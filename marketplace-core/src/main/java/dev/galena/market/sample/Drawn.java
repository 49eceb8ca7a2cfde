package dev.galena.market.sample;

import dev.galena.db.Tx;
import dev.galena.market.sample.Sample.Frame;
import dev.galena.market.sample.Sample.Kind;
import dev.galena.market.trail.Sight;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One of those drawn: {@code about} is the sale, or of consents the lead. */
record Drawn(UUID about, UUID leadId, UUID consentId, UUID sellerId, Instant at) {

    /** $1 and $2 the period, $3 the seller, $4 the vertical; $5 sees all, $6 test sellers' only, $7 the party. */
    private static final String SALES = """
            from market.sale x where x.sold_at >= $1 and x.sold_at < $2 and ($3::uuid is null or x.seller_id = $3)
              and ($4::text is null or x.vertical_id = (select v.id from market.vertical v where v.code = $4))
              and ($5 and (not $6 or exists (select from market.party t where t.id = x.seller_id and t.test))
                   or x.seller_id = $7 or x.buyer_id = $7)
            """;

    private static final String LEADS = """
            from market.lead x where x.received_at >= $1 and x.received_at < $2 and ($3::uuid is null or x.seller_id = $3)
              and ($4::text is null or x.vertical_id = (select v.id from market.vertical v where v.code = $4))
              and ($5 and (not $6 or exists (select from market.party t where t.id = x.seller_id and t.test))
                   or x.seller_id = $7 or exists (select from market.sale b where b.lead_id = x.id and b.buyer_id = $7))
            """;

    private static final String COLUMNS = "select x.id, %s, x.consent_id, x.seller_id, %s ";

    private static final String BY_SEED = "order by sha256($8::bytea || uuid_send(x.id)), x.id limit $9";

    static long population(Tx tx, Frame frame, Sight sight) {
        return tx.rows(
                        "select count(*) " + from(frame),
                        frame.from(),
                        frame.to(),
                        frame.sellerId(),
                        frame.vertical(),
                        sight.wide(),
                        sight.testOnly(),
                        sight.partyId())
                .getFirst()
                .getLong(0);
    }

    /** The same ones for the same seed, as long as nothing is added to a period that is over. */
    static List<Drawn> draw(Tx tx, Frame frame, Sight sight, byte[] seed) {
        var columns = frame.kind() == Kind.SALES
                ? COLUMNS.formatted("x.lead_id", "x.sold_at")
                : COLUMNS.formatted("x.id", "x.received_at");
        return tx
                .rows(
                        columns + from(frame) + BY_SEED,
                        frame.from(),
                        frame.to(),
                        frame.sellerId(),
                        frame.vertical(),
                        sight.wide(),
                        sight.testOnly(),
                        sight.partyId(),
                        seed,
                        frame.wanted())
                .stream()
                .map(row -> new Drawn(
                        row.getUUID(0),
                        row.getUUID(1),
                        row.getUUID(2),
                        row.getUUID(3),
                        row.getOffsetDateTime(4).toInstant()))
                .toList();
    }

    private static String from(Frame frame) {
        return frame.kind() == Kind.SALES ? SALES : LEADS;
    }
}
