package dev.galena.market.delivery;

import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code market.delivery} as their party sees them. What is sent when is in {@link Dispatch}. */
final class Deliveries {
    private static final String SELECT = """
            select d.id, d.event_id, e.type, d.endpoint_id, d.lead_id, d.state, d.attempts, d.next_at, d.last_status,
                   d.last_problem, d.created_at
            from market.delivery d join market.event e on e.id = d.event_id
            """;

    /** Newest first. Null filters let everything through. */
    List<Delivery> page(Tx tx, UUID partyId, @Nullable UUID endpointId, @Nullable String state, Page page) {
        return tx
                .rows(
                        SELECT + """
                                where d.party_id = $1 and ($2::uuid is null or d.endpoint_id = $2)
                                  and ($3::text is null or d.state = $3) and ($4::uuid is null or d.id < $4)
                                order by d.id desc limit $5""",
                        partyId,
                        endpointId,
                        state,
                        page.after() == null ? null : page.after().id(),
                        page.limit())
                .stream()
                .map(Deliveries::delivery)
                .toList();
    }

    Optional<Delivery> one(Tx tx, UUID partyId, UUID id) {
        return tx.rows(SELECT + "where d.id = $1 and d.party_id = $2", id, partyId).stream()
                .findFirst()
                .map(Deliveries::delivery);
    }

    List<Delivery.Attempt> attempts(Tx tx, UUID id, int rowsMax) {
        return tx.rows("""
                        select n, at, status, problem, millis from market.delivery_attempt
                        where delivery_id = $1 order by n desc limit $2""", id, rowsMax).stream()
                .map(r -> new Delivery.Attempt(
                        r.getInteger(0),
                        r.getOffsetDateTime(1).toInstant(),
                        r.getInteger(2),
                        r.getString(3),
                        r.getInteger(4)))
                .toList();
    }

    /** {@code enabled}, {@code disabled} or {@code deleted}: where one goes. */
    Optional<String> endpointStatus(Tx tx, UUID partyId, UUID id) {
        return tx.rows("""
                        select w.status from market.delivery d join market.webhook_endpoint w on w.id = d.endpoint_id
                        where d.id = $1 and d.party_id = $2""", id, partyId).stream().findFirst().map(r -> r.getString(0));
    }

    /**
     * Puts one back to the start of its schedule, due now, also where it waited for a later attempt; what waits of the same lead
     * before it comes along, or it would not be its turn. Leaves alone what is being sent this moment.
     *
     * @return how many
     */
    int replay(Tx tx, UUID partyId, UUID id, Instant now) {
        UUID[] ids =
                tx.rows("""
                        with wanted as (
                          select id, endpoint_id, lead_id, position from market.delivery where id = $1 and party_id = $2),
                        due as (
                          select id from wanted
                          union all
                          select b.id from wanted r join market.delivery b on b.endpoint_id = r.endpoint_id
                            and b.lead_id = r.lead_id and b.state = 'waiting' and b.position < r.position)
                        select d.id from market.delivery d
                        join due on due.id = d.id
                        join market.webhook_endpoint w on w.id = d.endpoint_id and w.status = 'enabled'
                        where d.leased_until is null or d.leased_until <= $3
                        order by d.id for no key update of d""", id, partyId, now).stream().map(r -> r.getUUID(0)).toArray(UUID[]::new);
        return tx.run("""
                update market.delivery set state = 'waiting', round = 0, replays = replays + 1, next_at = $2
                where id = any($1) and (id = $3 or state = 'waiting')""", ids, now, id);
    }

    /**
     * The same for all of an endpoint's that were created in {@code [from, to)}, oldest first, {@code rowsMax} of them.
     *
     * @param state only these: {@code dead}, {@code delivered} or {@code blocked}; null means all three
     */
    int replayRange(
            Tx tx,
            UUID partyId,
            UUID endpointId,
            Instant from,
            Instant to,
            @Nullable String state,
            int rowsMax,
            Instant now) {
        UUID[] ids = tx.rows("""
                        select id from market.delivery
                        where party_id = $1 and endpoint_id = $2 and created_at >= $3 and created_at < $4
                          and state <> 'waiting' and ($5::text is null or state = $5)
                        order by id limit $6 for no key update""", partyId, endpointId, from, to, state, rowsMax).stream()
                .map(r -> r.getUUID(0))
                .toArray(UUID[]::new);
        return tx.run("""
                update market.delivery set state = 'waiting', round = 0, replays = replays + 1, next_at = $2
                where id = any($1)""", ids, now);
    }

    private static Delivery delivery(Row row) {
        return new Delivery(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                row.getUUID(3),
                row.getUUID(4),
                row.getString(5),
                row.getInteger(6),
                row.getOffsetDateTime(7).toInstant(),
                row.getInteger(8),
                row.getString(9),
                row.getOffsetDateTime(10).toInstant());
    }
}
