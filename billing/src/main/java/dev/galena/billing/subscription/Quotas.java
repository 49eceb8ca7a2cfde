package dev.galena.billing.subscription;

import dev.galena.billing.Money;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows of {@code billing.quota}: made and closed here, counted down by purchases. */
public final class Quotas {

    private static final String SELECT = """
            select q.id, q.subscription_id, q.party_id, q.period, q.vertical, q.price_max, q.granted, q.used, q.value,
                   q.currency, q.overage_price, q.starts_at, q.expires_at, q.closed, q.carried_from, q.carry_until,
                   q.carry_max\s""";

    private static final String ADD = """
            insert into billing.quota (id, subscription_id, party_id, period, vertical, price_max, currency, granted, value,
              overage, overage_price, starts_at, expires_at, carried_from, carry_until, carry_max)
            select id, subscription_id, party_id, period, vertical, price_max, currency, granted, value,
              case when overage_price is null then 'refused' else 'priced' end, overage_price, starts_at, expires_at,
              carried_from, carry_until, carry_max
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::bigint[], $7::text[], $8::int[],
                $9::bigint[], $10::bigint[], $11::timestamptz[], $12::timestamptz[], $13::uuid[], $14::timestamptz[],
                $15::int[])
              as t(id, subscription_id, party_id, period, vertical, price_max, currency, granted, value, overage_price,
                starts_at, expires_at, carried_from, carry_until, carry_max)""";

    private static final String LOCK_EXPIRED = """
            select id from billing.quota
            where not closed and expires_at <= billing.latest_now($1) and expires_at <= billing.party_now(party_id, $1)
            order by id limit $2 for no key update skip locked""";

    private static final String LOCK_OF = """
            select id from billing.quota where subscription_id = any($1) and not closed order by id for no key update""";

    /** Leads that wait already, by subscription; those that expire in this moment are waiting no more. */
    private static final String WAITING = """
            select subscription_id, sum(granted - used)::int from billing.quota
            where subscription_id = any($1) and not closed and carried_from is not null and not id = any($2)
            group by subscription_id""";

    void add(Tx tx, List<Quota> all) {
        if (all.isEmpty()) return;
        tx.change(
                all.size(),
                ADD,
                column(all, Quota::id, UUID[]::new),
                column(all, Quota::subscriptionId, UUID[]::new),
                column(all, Quota::partyId, UUID[]::new),
                column(all, Quota::period, Integer[]::new),
                column(all, Quota::vertical, String[]::new),
                column(all, Quota::priceMax, Long[]::new),
                column(all, q -> q.value().currency().getCurrencyCode(), String[]::new),
                column(all, Quota::granted, Integer[]::new),
                column(all, q -> q.value().minorUnits(), Long[]::new),
                column(all, Quota::overagePrice, Long[]::new),
                column(all, Quota::startsAt, Instant[]::new),
                column(all, Quota::expiresAt, Instant[]::new),
                column(all, Quota::carriedFrom, UUID[]::new),
                column(all, Quota::carryUntil, Instant[]::new),
                column(all, Quota::carryMax, Integer[]::new));
    }

    /** Locks those whose time is over, then reads what purchases have left in them. */
    List<Quota> lockExpired(Tx tx, Instant world, int rowsMax) {
        return read(tx, tx.rows(LOCK_EXPIRED, world, rowsMax));
    }

    /** Locks what is open of these subscriptions. */
    List<Quota> lockOf(Tx tx, Collection<UUID> subscriptions) {
        return read(tx, tx.rows(LOCK_OF, (Object) subscriptions.toArray(UUID[]::new)));
    }

    private static List<Quota> read(Tx tx, List<Row> locked) {
        if (locked.isEmpty()) return List.of();
        return tx
                .rows(SELECT + "from billing.quota q where id = any($1) order by id", (Object)
                        locked.stream().map(row -> row.getUUID(0)).toArray(UUID[]::new))
                .stream()
                .map(Quotas::quota)
                .toList();
    }

    Map<UUID, Integer> waiting(Tx tx, List<Quota> without) {
        Map<UUID, Integer> waiting = new HashMap<>();
        tx.rows(WAITING, column(without, Quota::subscriptionId, UUID[]::new), column(without, Quota::id, UUID[]::new))
                .forEach(row -> waiting.put(row.getUUID(0), row.getInteger(1)));
        return waiting;
    }

    /** Which of their subscriptions end, or have ended: nothing is carried over there. */
    Set<UUID> ending(Tx tx, List<Quota> all) {
        Set<UUID> ending = new HashSet<>();
        tx.rows("select id from billing.subscription where id = any($1) and (cancelled or status = 'ended')", (Object)
                        column(all, Quota::subscriptionId, UUID[]::new))
                .forEach(row -> ending.add(row.getUUID(0)));
        return ending;
    }

    void close(Tx tx, List<Quota> all) {
        if (all.isEmpty()) return;
        tx.change(all.size(), "update billing.quota set closed = true where id = any($1) and not closed", (Object)
                column(all, Quota::id, UUID[]::new));
    }

    /** What purchases may take from, in the order in which they do. */
    public List<Quota> open(Tx tx, Collection<UUID> subscriptions) {
        return tx.rows(SELECT + """
                                from billing.quota q where subscription_id = any($1) and not closed
                                order by expires_at, id limit 1000""", (Object) subscriptions.toArray(UUID[]::new)).stream()
                .map(Quotas::quota)
                .toList();
    }

    private static Quota quota(Row row) {
        return new Quota(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getInteger(3),
                row.getString(4),
                row.getLong(5),
                row.getInteger(6),
                row.getInteger(7),
                Money.of(row.getLong(8), row.getString(9)),
                row.getLong(10),
                row.getOffsetDateTime(11).toInstant(),
                row.getOffsetDateTime(12).toInstant(),
                row.getBoolean(13),
                row.getUUID(14),
                instant(row.getOffsetDateTime(15)),
                row.getInteger(16));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static <T extends @Nullable Object> T[] column(
            List<Quota> all, Function<Quota, T> value, IntFunction<T[]> array) {
        return all.stream().map(value).toArray(array);
    }
}
