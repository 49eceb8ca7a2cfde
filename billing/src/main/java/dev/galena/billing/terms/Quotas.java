package dev.galena.billing.terms;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Rows of {@code billing.quota}, as sales use them. They are locked after listings and before wallets. */
public final class Quotas {

    private static final String READ = """
            select q.id, q.party_id, q.vertical, q.price_max, q.currency, q.granted, q.used, q.value, q.overage_price,
                   q.starts_at, q.expires_at
            from billing.quota q left join billing.test_clock c on c.party_id = q.party_id
            where q.party_id = any($1) and not q.closed
              and q.starts_at <= $2::timestamptz + coalesce(c.ahead_ms, 0) * interval '1 millisecond'
              and q.expires_at > $2::timestamptz + coalesce(c.ahead_ms, 0) * interval '1 millisecond'
              and (q.vertical is null or q.vertical = any($3))
            order by q.id""";

    private static final String LOCK = READ + " for no key update of q";

    private static final String TAKE = """
            update billing.quota q set used = q.used + t.n
            from unnest($1::uuid[], $2::integer[]) as t(id, n)
            where q.id = t.id and not q.closed and q.used + t.n between 0 and q.granted""";

    private static final String LOCK_ONE = """
            select id, party_id, vertical, price_max, currency, granted, used, value, overage_price, starts_at, expires_at,
                   closed from billing.quota where id = $1 for no key update""";

    private static final Comparator<Quota> EXPIRING_FIRST =
            Comparator.comparing(Quota::expiresAt).thenComparing(Quota::id);

    /**
     * Locks what is open of these parties and may pay for leads of these verticals; of each, what expires first comes first.
     * Sent without waiting.
     */
    public Supplier<Map<UUID, List<Quota>>> locking(
            Tx tx, Collection<UUID> parties, Collection<String> verticals, Instant now) {
        if (parties.isEmpty()) return Map::of;
        return tx.ask(Quotas::byParty, LOCK, parties.toArray(UUID[]::new), now, verticals.toArray(String[]::new));
    }

    /** The same without a lock, of one party. */
    public List<Quota> read(Tx tx, UUID party, Collection<String> verticals, Instant now) {
        return byParty(tx.rows(READ, new UUID[] {party}, now, verticals.toArray(String[]::new)))
                .getOrDefault(party, List.of());
    }

    private static Map<UUID, List<Quota>> byParty(List<Row> rows) {
        Map<UUID, List<Quota>> quotas = new HashMap<>();
        for (Row row : rows)
            quotas.computeIfAbsent(row.getUUID(1), party -> new ArrayList<>()).add(quota(row));
        quotas.values().forEach(list -> list.sort(EXPIRING_FIRST));
        return quotas;
    }

    /** Counts what was taken from rows that are locked; negative: given back. Sent without waiting. */
    public void take(Tx tx, Map<UUID, Integer> units) {
        if (units.isEmpty()) return;
        tx.change(
                units.size(),
                TAKE,
                units.keySet().toArray(UUID[]::new),
                units.values().toArray(Integer[]::new));
    }

    /**
     * One row, locked, and whether something given back to it can still be used.
     *
     * @param open not closed and not expired
     */
    public record Locked(Quota quota, boolean open) {}

    public Locked lock(Tx tx, UUID id, Instant now) {
        var rows = tx.rows(LOCK_ONE, id);
        if (rows.isEmpty()) throw new IllegalStateException("no quota " + id);
        Quota quota = quota(rows.getFirst());
        return new Locked(
                quota, !rows.getFirst().getBoolean(11) && quota.expiresAt().isAfter(now));
    }

    private static Quota quota(Row row) {
        return new Quota(
                row.getUUID(0),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getInteger(5),
                row.getInteger(6),
                row.getLong(7),
                row.getLong(8),
                row.getOffsetDateTime(9).toInstant(),
                row.getOffsetDateTime(10).toInstant());
    }
}
