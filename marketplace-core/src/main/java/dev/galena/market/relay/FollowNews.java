package dev.galena.market.relay;

import dev.galena.db.Tx;
import dev.galena.market.delivery.Arrival;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Notes that a holder was reached or could not be, in the transaction in which that is found out. The log's part follows by
 * {@link WatchObligations}, so that sending never waits for a consent that is being sold.
 */
public final class FollowNews implements BiConsumer<Tx, List<Arrival>> {
    private static final List<String> OURS =
            Arrays.stream(Kind.values()).map(Kind::news).toList();

    private static final String LOCK =
            "select id from market.obligation where event_id = any($1) order by id for no key update";

    @Override
    public void accept(Tx tx, List<Arrival> arrivals) {
        var ours = arrivals.stream().filter(a -> OURS.contains(a.type())).toList();
        if (ours.isEmpty()) return;
        tx.rows(LOCK, (Object) ours.stream().map(Arrival::eventId).toArray(UUID[]::new));
        reached(tx, of(ours, Arrival.How.ACCEPTED), "webhook");
        reached(tx, of(ours, Arrival.How.AT_DISPOSAL), "events");
        var failed = of(ours, Arrival.How.FAILED);
        if (!failed.isEmpty()) tx.run("""
                    update market.obligation set reasons = reasons | 1
                    where event_id = any($1) and reached_at is null and acked_at is null and reasons & 1 = 0""", (Object) ids(failed));
    }

    private static void reached(Tx tx, List<Arrival> arrivals, String by) {
        if (arrivals.isEmpty()) return;
        tx.run("""
                update market.obligation o set reached_at = n.at, reached_by = $3, reasons = o.reasons & ~1
                from unnest($1::uuid[], $2::timestamptz[]) as n(event_id, at)
                where o.event_id = n.event_id and o.reached_at is null""", ids(arrivals), arrivals.stream().map(Arrival::at).toArray(java.time.Instant[]::new), by);
    }

    private static List<Arrival> of(List<Arrival> arrivals, Arrival.How how) {
        return arrivals.stream().filter(a -> a.how() == how).toList();
    }

    private static UUID[] ids(List<Arrival> arrivals) {
        return arrivals.stream().map(Arrival::eventId).toArray(UUID[]::new);
    }
}
