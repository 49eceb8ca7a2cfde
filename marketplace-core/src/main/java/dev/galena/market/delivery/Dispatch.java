package dev.galena.market.delivery;

import dev.galena.db.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of sending: {@code market.event} becomes {@code market.delivery}, is leased, and is settled. Every method is one
 * short transaction's work; nothing is sent inside.
 */
final class Dispatch {
    private static final String FAN_OUT = "select pg_try_advisory_xact_lock(hashtextextended('galena fan-out', 0))";

    /** A delivery in our hands until {@code leasedUntil}; afterwards anybody may take it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Leased(
            UUID id,
            UUID endpointId,
            UUID partyId,
            @Nullable UUID leadId,
            long position,
            int round,
            int attempts,
            String url,
            byte[] sealedSecrets,
            UUID eventId,
            String type,
            String data,
            Instant at,
            Instant leasedUntil) {}

    /** How an attempt ended. {@code nextAt} is kept only where the state is {@code waiting}. */
    record Settled(Leased leased, Instant at, Answer answer, String state, Instant nextAt) {}

    /**
     * Gives waiting events their position and each enabled endpoint of their party that wants them a delivery. One caller at a
     * time over all processes: two would let a later event of a lead overtake an earlier one.
     *
     * @param follow hears of those that no endpoint wants
     * @return how many events
     */
    int fanOut(Tx tx, int rowsMax, Instant now, BiConsumer<Tx, List<Arrival>> follow) {
        if (!tx.rows(FAN_OUT).getFirst().getBoolean(0)) return 0;
        List<Row> waiting =
                tx.rows("select id, type from market.event where position is null order by id limit $1", rowsMax);
        UUID[] ids = ids(waiting);
        if (ids.length == 0) return 0;
        Long[] positions = tx
                .rows("select nextval('market.event_position') from generate_series(1, $1::integer)", ids.length)
                .stream()
                .map(r -> r.getLong(0))
                .sorted()
                .toArray(Long[]::new);
        tx.run("""
                update market.event e set position = p.position
                from unnest($1::uuid[], $2::bigint[]) as p (id, position) where e.id = p.id""", ids, positions);
        // Behind an earlier event of its lead that is to be repeated later, an event is not even looked at before.
        Set<UUID> going = Set.of(ids(tx.rows("""
                with added as (
                insert into market.delivery
                  (id, event_id, endpoint_id, party_id, lead_id, position, state, next_at, created_at)
                select uuidv7(), e.id, w.id, e.party_id, e.lead_id, e.position, 'waiting',
                  greatest($2, (select max(d.next_at) from market.delivery d
                                where d.endpoint_id = w.id and d.lead_id = e.lead_id and d.state = 'waiting')), $2
                from market.event e join market.webhook_endpoint w on w.party_id = e.party_id
                where e.id = any($1) and w.status = 'enabled'
                  and (cardinality(w.types) = 0 or e.type = any(w.types))
                order by e.position
                returning event_id)
                select distinct event_id from added""", ids, now)));
        follow.accept(
                tx,
                waiting.stream()
                        .filter(e -> !going.contains(e.getUUID(0)))
                        .map(e -> new Arrival(e.getUUID(0), e.getString(1), Arrival.How.AT_DISPOSAL, now))
                        .toList());
        return ids.length;
    }

    /**
     * Leases what is due, oldest first, of each endpoint at most what it may have under way over all processes, of each lead
     * and endpoint only the earliest.
     *
     * @param failing endpoints whose last attempt failed, or the others
     */
    List<Leased> lease(Tx tx, boolean failing, int perEndpointMax, int rowsMax, Instant now, Instant until) {
        // An endpoint that has never answered is tried with one delivery first.
        List<Leased> due = tx.rows("""
                        select d.id, w.id, d.party_id, d.lead_id, d.position, d.round, d.attempts, w.url, w.sealed_secrets,
                               e.id, e.type, e.data::text, e.at
                        from market.webhook_endpoint w cross join lateral (
                          select d.* from market.delivery d
                          where d.endpoint_id = w.id and d.state = 'waiting' and d.next_at <= $1
                            and (d.leased_until is null or d.leased_until <= $1)
                            and not exists (
                              select from market.delivery b
                              where b.endpoint_id = w.id and b.lead_id = d.lead_id and b.state = 'waiting'
                                and b.position < d.position)
                          order by d.next_at, d.position
                          limit greatest(0, case when w.succeeded_at is null then 1 else $3 end
                            - (select count(*) from market.delivery l
                               where l.endpoint_id = w.id and l.leased_until > $1))
                          for no key update of d skip locked) d join market.event e on e.id = d.event_id
                        where w.status = 'enabled' and (w.failures > 0) = $2
                        order by d.next_at, d.position limit $4""", now, failing, perEndpointMax, rowsMax).stream()
                .map(r -> leased(r, until))
                .toList();
        if (!due.isEmpty())
            tx.run(
                    "update market.delivery set leased_until = $2 where id = any($1)",
                    due.stream().map(Leased::id).toArray(UUID[]::new),
                    until);
        return due;
    }

    /** Consent was withdrawn after the sale: these will not be sent. */
    void block(Tx tx, List<UUID> ids) {
        if (ids.isEmpty()) return;
        tx.run("""
                update market.delivery set state = 'blocked', last_problem = 'consent-withdrawn', leased_until = null
                where id = any($1) and state = 'waiting'""", (Object) ids.toArray(UUID[]::new));
    }

    /**
     * Logs attempts and writes what follows from them. One whose lease was lost meanwhile is left to its new holder.
     *
     * @param settled each delivery once
     * @param follow hears of what was written
     */
    void settle(Tx tx, List<Settled> settled, BiConsumer<Tx, List<Arrival>> follow) {
        var list =
                settled.stream().sorted(Comparator.comparing(s -> s.leased.id)).toList();
        UUID[] ids = each(list, s -> s.leased.id, UUID[]::new);
        Instant[] leases = each(list, s -> s.leased.leasedUntil, Instant[]::new);
        UUID[] held = ids(tx.rows("""
                select d.id from market.delivery d join unnest($1::uuid[], $2::timestamptz[]) as o (id, lease)
                  on d.id = o.id and d.leased_until = o.lease
                order by d.id for no key update of d""", ids, leases));
        var mine = Set.of(held);
        list = list.stream().filter(s -> mine.contains(s.leased.id)).toList();
        if (list.isEmpty()) return;
        Object[] columns = {
            each(list, s -> s.leased.id, UUID[]::new),
            each(list, s -> s.leased.attempts + 1, Integer[]::new),
            each(list, Settled::at, Instant[]::new),
            Dispatch.<Settled, @Nullable Integer>each(list, s -> s.answer.status(), Integer[]::new),
            Dispatch.<Settled, @Nullable String>each(list, s -> s.answer.problem(), String[]::new),
            each(list, s -> s.answer.millis(), Integer[]::new)
        };
        tx.run("""
                insert into market.delivery_attempt (delivery_id, n, at, status, problem, millis)
                select * from unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::integer[], $5::text[], $6::integer[])""", columns);
        tx.run(
                """
                update market.delivery d set attempts = o.n, round = d.round + 1, last_status = o.status,
                  last_problem = o.problem, state = o.state, next_at = o.next_at, leased_until = null
                from unnest($1::uuid[], $2::integer[], $3::integer[], $4::text[], $5::text[], $6::timestamptz[])
                  as o (id, n, status, problem, state, next_at) where d.id = o.id""",
                columns[0],
                columns[1],
                columns[3],
                columns[4],
                each(list, Settled::state, String[]::new),
                each(list, Settled::nextAt, Instant[]::new));
        holdFollowers(tx, list);
        follow.accept(tx, list.stream().map(Dispatch::arrival).toList());
    }

    private static Arrival arrival(Settled s) {
        var how = s.state.equals("delivered") ? Arrival.How.ACCEPTED : Arrival.How.FAILED;
        return new Arrival(s.leased.eventId, s.leased.type, how, s.at);
    }

    /** Later events of a lead wait as long as the one before them. */
    private static void holdFollowers(Tx tx, List<Settled> settled) {
        var repeated = settled.stream()
                .filter(s -> s.state.equals("waiting") && s.leased.leadId != null)
                .toList();
        if (repeated.isEmpty()) return;
        tx.run(
                """
                update market.delivery d set next_at = o.next_at
                from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[]) as o (endpoint_id, lead_id, position, next_at)
                where d.endpoint_id = o.endpoint_id and d.lead_id = o.lead_id and d.position > o.position
                  and d.state = 'waiting' and d.next_at < o.next_at""",
                each(repeated, s -> s.leased.endpointId, UUID[]::new),
                Dispatch.<Settled, @Nullable UUID>each(repeated, s -> s.leased.leadId, UUID[]::new),
                each(repeated, s -> s.leased.position, Long[]::new),
                each(repeated, Settled::nextAt, Instant[]::new));
    }

    private static Leased leased(Row row, Instant until) {
        return new Leased(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getLong(4),
                row.getInteger(5),
                row.getInteger(6),
                row.getString(7),
                row.get(Buffer.class, 8).getBytes(),
                row.getUUID(9),
                row.getString(10),
                row.getString(11),
                row.getOffsetDateTime(12).toInstant(),
                until);
    }

    private static UUID[] ids(List<Row> rows) {
        return rows.stream().map(r -> r.getUUID(0)).toArray(UUID[]::new);
    }

    private static <S, T extends @Nullable Object> T[] each(
            List<S> list, Function<? super S, ? extends T> value, IntFunction<T[]> array) {
        return list.stream().map(value).toArray(array);
    }
}
