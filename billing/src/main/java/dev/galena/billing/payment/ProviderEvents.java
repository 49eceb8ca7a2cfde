package dev.galena.billing.payment;

import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Events as providers told them. */
final class ProviderEvents {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int DOUBLINGS_MAX = 10;

    /** Kept as text too exact to go through a double. */
    record Event(UUID id, String provider, JsonObject body, Instant created, int attempts) {}

    /** False: it was kept before. */
    boolean keep(Tx tx, String provider, JsonObject event, Instant now) {
        var name = event.getString("id");
        var type = event.getString("type");
        Long created = event.getLong("created");
        if (name == null || type == null || created == null || name.length() > 255 || type.length() > 100) {
            throw new IllegalArgumentException("an event has id, type and created");
        }
        return tx.run(
                        """
                        insert into billing.provider_event (id, provider, event, type, created, body, received_at, next_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (provider, event) do nothing""",
                        Id.next(),
                        provider,
                        name,
                        type,
                        Instant.ofEpochSecond(created),
                        new Json(event.encode()),
                        now)
                == 1;
    }

    /** The next that is due, held by nobody else; held by this transaction then. */
    Optional<Event> next(Tx tx, Instant now) {
        return tx.rows("""
                        select id, provider, body::text, created, attempts from billing.provider_event
                        where state <> 'done' and next_at <= $1 order by next_at, created, id limit 1
                        for no key update skip locked""", now).stream()
                .findFirst()
                .map(row -> new Event(
                        row.getUUID(0),
                        row.getString(1),
                        new JsonObject(row.getString(2)),
                        row.getOffsetDateTime(3).toInstant(),
                        row.getInteger(4)));
    }

    void done(Tx tx, UUID id) {
        tx.run("update billing.provider_event set state = 'done', payment = null, trouble = null where id = $1", id);
    }

    /** Until this payment is known; looked at again now and then. */
    void wait(Tx tx, Event event, String payment, Instant now) {
        tx.run("""
                update billing.provider_event set state = 'waiting', payment = $2, attempts = attempts + 1, next_at = $3
                where id = $1""", event.id(), payment, now.plus(pause(event.attempts())));
    }

    /**
     * What waited for this payment is due now. What somebody has in work is left to him: he may be waiting for the top-up, which
     * the caller holds.
     */
    void wake(Tx tx, String payment, Instant now) {
        tx.run("""
                update billing.provider_event set next_at = $2 where id in (
                  select id from billing.provider_event where state = 'waiting' and payment = $1
                  for no key update skip locked)""", payment, now);
    }

    void trouble(Tx tx, Event event, String trouble, Instant now) {
        tx.run(
                "update billing.provider_event set attempts = attempts + 1, next_at = $2, trouble = $3 where id = $1",
                event.id(),
                now.plus(pause(event.attempts())),
                trouble.substring(0, Math.min(500, trouble.length())));
    }

    private static Duration pause(int attempts) {
        return PAUSE.multipliedBy(1L << Math.min(attempts, DOUBLINGS_MAX));
    }
}
