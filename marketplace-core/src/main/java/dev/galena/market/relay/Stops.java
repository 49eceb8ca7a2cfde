package dev.galena.market.relay;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Buyers who may buy nothing more until they confirm what is overdue. No state of its own: an obligation past its last step
 * is the stop. Whoever takes that step locks the buyer's wallet first, and a sale asks here after it has locked it, so no
 * sale commits after the stop.
 */
public final class Stops {
    /** Named in a refusal at most. */
    private static final int NAMED_MAX = 10;

    /** Asks without waiting; those who may buy are absent. */
    public Supplier<Map<UUID, List<UUID>>> asking(Tx tx, Collection<UUID> buyers) {
        return tx.ask(Stops::stops, """
                select holder_id, (array_agg(id order by id))[1:$2] from market.obligation
                where holder_id = any($1) and step = 3 and acked_at is null and role = 'buyer' group by holder_id""", buyers.toArray(UUID[]::new), NAMED_MAX);
    }

    private static Map<UUID, List<UUID>> stops(List<Row> rows) {
        if (rows.isEmpty()) return Map.of();
        Map<UUID, List<UUID>> stops = HashMap.newHashMap(rows.size());
        for (Row row : rows) stops.put(row.getUUID(0), List.of(row.getArrayOfUUIDs(1)));
        return stops;
    }
}
