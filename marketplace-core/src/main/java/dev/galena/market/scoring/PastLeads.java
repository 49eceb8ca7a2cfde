package dev.galena.market.scoring;

import dev.galena.db.Tx;
import dev.galena.market.vertical.Facts;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/** Leads of some days with what became of them: all, or as many as a sample has, chosen by a hash of their ids. */
final class PastLeads {
    /** Leads of all verticals that are looked through, newest first, so that the work has an end. */
    static final int LOOKED_MAX = 1_000_000;

    /** An id has the time of its making; a process's clock may be wrong, and a batch is received as one. */
    private static final Duration MADE_BEFORE_MAX = Duration.ofHours(12);

    private static final String SAMPLE = """
            with recent as materialized (
              select id, seller_id, vertical_id, received_at from market.lead where id >= $2 order by id desc limit $6),
            drawn as (
              select r.id, count(*) over () as of, uuid_hash_extended(r.id, 0) as place
              from recent r join market.party p on p.id = r.seller_id
              where r.vertical_id = $1 and r.received_at >= $3 and r.received_at < $4 and p.test = $5
              order by place, r.id limit $7)
            select d.id, d.of, (select count(*) from recent), a.received_at, l.attrs::text, a.hidden::text, l.state, l.zip, l.source_alias,
              l.channels, l.certified, l.generated_at, s.sold, s.returned, s.won
            from drawn d join market.lead a on a.id = d.id join market.listing l on l.lead_id = d.id and l.status <> 'erased'
            cross join lateral (
              select count(*) > 0,
                coalesce(bool_or(exists (select from market.sale_return r where r.sale_id = s.id and r.state = 'accepted')), false),
                coalesce(bool_or(exists (select from market.disposition_now n where n.sale_id = s.id and n.value = 'won')), false)
              from market.sale s where s.lead_id = d.id) s(sold, returned, won)
            order by d.place, d.id""";

    /**
     * Some leads of a period.
     *
     * @param of how many there are of them
     * @param cut there were more leads in the market than are looked through, so the period begins later
     */
    record Sample(List<PastLead> leads, long of, boolean cut) {}

    Sample sample(Tx tx, int verticalId, Instant from, Instant to, boolean test, int max) {
        List<Row> rows = tx.rows(
                SAMPLE, verticalId, firstId(from.minus(MADE_BEFORE_MAX)), from, to, test, (long) LOOKED_MAX, (long)
                        max);
        if (rows.isEmpty()) return new Sample(List.of(), 0, false);
        Row first = rows.getFirst();
        return new Sample(
                rows.stream().map(PastLeads::lead).toList(), first.getLong(1), first.getLong(2) == LOOKED_MAX);
    }

    /** Smaller than every id made at that time or later. */
    private static UUID firstId(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
    }

    private static PastLead lead(Row row) {
        var attrs = new HashMap<>(new JsonObject(row.getString(5)).getMap());
        attrs.putAll(new JsonObject(row.getString(4)).getMap());
        var facts = new Facts(
                attrs,
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getShort(9),
                row.getBoolean(10),
                row.getOffsetDateTime(11).toInstant());
        return new PastLead(
                row.getUUID(0),
                row.getOffsetDateTime(3).toInstant(),
                facts,
                row.getBoolean(12),
                row.getBoolean(13),
                row.getBoolean(14));
    }
}
