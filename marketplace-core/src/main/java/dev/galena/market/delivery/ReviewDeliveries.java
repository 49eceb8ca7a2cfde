package dev.galena.market.delivery;

import dev.galena.db.Database;
import dev.galena.db.Page;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A party looks at what it was told and asks to be told again. All methods see that party's rows only. */
public final class ReviewDeliveries {
    public static final String ORDER = "delivery";
    /** Of one range at a time. */
    public static final int REPLAY_MAX = 10_000;

    private static final int ATTEMPTS_MAX = 100;

    private final Database db;
    private final InstantSource clock;
    private final Events events = new Events();
    private final Deliveries deliveries = new Deliveries();

    public ReviewDeliveries(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** {@code attempts}: the newest first. */
    public record Log(Delivery delivery, List<Delivery.Attempt> attempts) {
        public Log {
            attempts = List.copyOf(attempts);
        }
    }

    public Page.Slice<Event> events(UUID partyId, @Nullable String type, Page page) {
        return db.read(tx -> events.page(tx, partyId, type, page));
    }

    public Page.Slice<Delivery> deliveries(UUID partyId, @Nullable UUID endpointId, @Nullable String state, Page page) {
        return page.cut(
                ORDER,
                db.read(tx -> deliveries.page(tx, partyId, endpointId, state, page)),
                d -> new Page.Cursor("", d.id()));
    }

    public Optional<Log> delivery(UUID partyId, UUID id) {
        return db.read(tx ->
                deliveries.one(tx, partyId, id).map(d -> new Log(d, deliveries.attempts(tx, id, ATTEMPTS_MAX))));
    }

    /** What came of asking for one to be sent again. */
    public sealed interface Replay {
        record NotFound() implements Replay {}

        /** Nothing is sent there: {@code status} is {@code disabled} or {@code deleted}. */
        record EndpointOff(String status) implements Replay {}

        /** It waits and is due, or is being sent. */
        record Due(Delivery delivery) implements Replay {}
    }

    /** At once, also where it waited for a later attempt, and with it what waits of the same lead before it. */
    public Replay replay(UUID partyId, UUID id) {
        return db.inTx(tx -> {
            var status = deliveries.endpointStatus(tx, partyId, id).orElse(null);
            if (status == null) return new Replay.NotFound();
            if (!status.equals("enabled")) return new Replay.EndpointOff(status);
            deliveries.replay(tx, partyId, id, clock.instant());
            return new Replay.Due(deliveries.one(tx, partyId, id).orElseThrow());
        });
    }

    /**
     * Deliveries created in {@code [from, to)}, the oldest {@link #REPLAY_MAX} of them.
     *
     * @return how many, or nothing where the party has no such endpoint
     */
    public Optional<Integer> replay(UUID partyId, UUID endpointId, Instant from, Instant to, @Nullable String state) {
        return db.inTx(tx -> new WebhookEndpoints()
                .lock(tx, partyId, endpointId)
                .map(e ->
                        deliveries.replayRange(tx, partyId, endpointId, from, to, state, REPLAY_MAX, clock.instant())));
    }
}
