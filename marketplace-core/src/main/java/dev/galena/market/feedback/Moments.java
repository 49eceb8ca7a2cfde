package dev.galena.market.feedback;

import dev.galena.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The story of one sale, out of the tables that each know a part of it. Each part is bounded: the newest are kept. */
final class Moments {
    private static final int EACH_MAX = 200;

    /** Deliveries of a sale are made when its event is handed out, soon after it; their ids begin with that time. */
    private static final Duration HANDED_OUT_MAX = Duration.ofMinutes(30);

    private static final String STORY = """
            (select d.at, 'disposition', d.value || coalesce(' ' || d.reason, ''), d.actor
             from market.disposition d where d.sale_id = $1 order by d.version desc limit $7)
            union all
            (select r.requested_at, 'return-requested', r.reason, r.requested_by
             from market.sale_return r where r.sale_id = $1 order by r.id desc limit $7)
            union all
            (select r.decided_at, 'return-' || r.state, r.refunded::text, null
             from market.sale_return r where r.sale_id = $1 and r.decided_at is not null order by r.id desc limit $7)
            union all
            (select c.at, 'level-changed', c.level::text, null
             from market.sale_change c where c.sale_id = $1 and c.kind = 'level' order by c.id desc limit $7)
            union all
            (select a.at, a.action, a.purpose, a.actor
             from market.access_record a where a.lead_id = $2 and a.party_id = $3 order by a.id desc limit $7)
            union all
            (select d.created_at, 'delivery-' || d.state, d.attempts::text, null
             from market.delivery d
             where d.party_id = $3 and d.id between $4 and $5 and d.lead_id = $2 order by d.id desc limit $7)
            union all
            (select l.received_at, 'listed', null, null from market.lead l where l.id = $2)
            union all select $6::timestamptz, 'consent-withdrawn', null, null where $6::timestamptz is not null
            """;

    /** In order of time. */
    List<Moment> of(Tx tx, UUID buyer, OwnedLead lead, @Nullable Instant withdrawn) {
        List<Moment> story = new ArrayList<>();
        story.add(new Moment(lead.generatedAt(), "generated", null, null));
        story.add(new Moment(lead.soldAt(), "bought", null, null));
        for (var row : tx.rows(
                STORY,
                lead.sale(),
                lead.lead(),
                buyer,
                first(lead.soldAt()),
                first(lead.soldAt().plus(HANDED_OUT_MAX)),
                withdrawn,
                EACH_MAX)) {
            story.add(new Moment(
                    row.getOffsetDateTime(0).toInstant(), row.getString(1), row.getString(2), row.getString(3)));
        }
        story.sort(Comparator.comparing(Moment::at));
        return story;
    }

    /** The smallest UUIDv7 of that millisecond. */
    private static UUID first(Instant at) {
        return new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
    }
}
