package dev.galena.market.insight;

import dev.galena.db.Backlog;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;

/** What waits for the market's workers. */
public final class Backlogs {
    /** Of each endpoint the first: their rows are together in the index, those of all are not. */
    private static final String FIRST_DELIVERY = """
            select min(d.next_at) from market.webhook_endpoint e cross join lateral (
              select next_at from market.delivery where endpoint_id = e.id and state = 'waiting' order by next_at limit 1) d""";

    private Backlogs() {}

    public static List<Backlog> read(Tx tx, Instant now) {
        return List.of(
                Backlog.of(
                        tx,
                        "batches",
                        now,
                        "select created_at from market.batch where state in ('queued', 'running') order by id"),
                Backlog.of(tx, "events", now, "select at from market.event where position is null order by id"),
                Backlog.of(
                        tx,
                        "deliveries",
                        now,
                        "select next_at from market.delivery where state = 'waiting'",
                        FIRST_DELIVERY),
                Backlog.of(tx, "obligations", now, """
                        select next_at from market.obligation
                        where acked_at is null and next_at is not null and next_at <= $1 order by next_at"""));
    }
}
