package dev.galena.billing.recurring;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What time it is. For a party that only tries things out it may be later than for the world: its clock goes on like any other, but
 * it was put forward. SQL asks {@code billing.party_now(party_id, $1)}.
 */
public final class Clocks {

    /** As far as it goes, all in all. */
    public static final Duration AHEAD_MAX = Duration.ofDays(3_660);

    private final InstantSource world;

    public Clocks(InstantSource world) {
        this.world = world;
    }

    /** The world's time, in whole microseconds as PostgreSQL keeps them. */
    public Instant world() {
        return world.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A party's time. */
    public Instant now(Tx tx, UUID partyId) {
        return instant(
                tx.rows("select billing.party_now($1, $2)", partyId, world()).getFirst());
    }

    /**
     * Puts a test party's clock forward. The caller knows that it is one. Back it never goes.
     *
     * @return what time it is for the party now: not changed where {@code to} lies in its past
     */
    public Instant put(Tx tx, UUID partyId, Instant to) {
        Instant world = world();
        Instant limit = world.plus(AHEAD_MAX);
        long ahead = Math.max(
                0, Duration.between(world, to.isAfter(limit) ? limit : to).toMillis());
        tx.run("""
                insert into billing.test_clock as c (party_id, ahead_ms) values ($1, $2)
                on conflict (party_id) do update set ahead_ms = greatest(c.ahead_ms, excluded.ahead_ms)""", partyId, ahead);
        return instant(
                tx.rows("select billing.party_now($1, $2)", partyId, world).getFirst());
    }

    private static Instant instant(Row row) {
        return row.getOffsetDateTime(0).toInstant();
    }
}
