package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Consents;
import dev.galena.consent.MasterKey;
import dev.galena.consent.Notices;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Page;
import dev.galena.db.TestDatabase;
import dev.galena.db.Tx;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A small post office for tests: parties, endpoints, events, a clock that is set by hand, and workers to deliver. */
final class Post implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofMillis(700);

    final Vertx vertx = Vertx.vertx();
    final TestDatabase testDatabase = TestDatabase.create(vertx, "consent", "market");
    final Database db = testDatabase.database();
    final FarEnd farEnd = new FarEnd(vertx);
    final MasterKey key = MasterKey.generate();
    final Subjects subjects = new Subjects(key);
    final Consents consents = new Consents(subjects, new Notices());
    final Events events = new Events();
    final Deliveries deliveries = new Deliveries();
    final InstantSource clock = () -> this.now;
    final RegisterWebhooks register = new RegisterWebhooks(db, key, clock, true);
    /** What the workers told of what they settled. */
    final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

    private final List<SendWebhook> senders = new ArrayList<>();
    volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

    /** A worker that has done nothing yet, as after a start of the program. */
    DeliverEvents worker(Limits limits) {
        return worker(limits, PublicAddress.bySystem(true));
    }

    DeliverEvents worker(Limits limits, PublicAddress addresses) {
        var send = new SendWebhook(vertx, clock, limits.timeout(), null);
        senders.add(send);
        return new DeliverEvents(db, new AskConsent(consents), key, send, addresses, limits, clock, true, this::follow);
    }

    static Limits limits() {
        return new Limits(4, 64, 16, TIMEOUT, Duration.ofSeconds(60), 500, Duration.ofMillis(5));
    }

    /** Lets a worker do all there is to do at this time of its clock. */
    void drain(DeliverEvents worker) {
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (worker.round() || !worker.quiet()) {
            assertThat(System.nanoTime()).as("the worker comes to rest").isLessThan(patience);
            LockSupport.parkNanos(200_000);
        }
    }

    void drain() {
        drain(worker(limits()));
    }

    private void follow(Tx tx, List<Arrival> news) {
        arrivals.addAll(news);
    }

    UUID party() {
        UUID id = Id.next();
        db.inTx(tx -> tx.run("""
                insert into market.party (id, name, roles, currency, created_at)
                values ($1, $2, '{buyer}', 'USD', $3)""", id, "Party " + id, now));
        return id;
    }

    /** An endpoint at one of the far end's paths. */
    WebhookEndpoint endpoint(UUID party, String path, String... types) {
        return registered(party, farEnd.url(path), types).endpoint();
    }

    RegisterWebhooks.Registered registered(UUID party, String url, String... types) {
        return (RegisterWebhooks.Registered) register.create(party, url, List.of(types));
    }

    UUID event(UUID party, String type, UUID lead) {
        UUID id = Id.next();
        db.inTx(tx -> {
            events.add(tx, List.of(new NewEvent(id, party, type, lead, new Json("{\"n\":\"" + id + "\"}"), now)));
            return null;
        });
        return id;
    }

    List<Delivery> of(UUID party) {
        return db.read(tx -> deliveries.page(tx, party, null, null, Page.first(500)))
                .reversed();
    }

    Delivery only(UUID party) {
        assertThat(of(party)).hasSize(1);
        return of(party).getFirst();
    }

    <T> T inTx(Function<Tx, T> work) {
        return db.inTx(work);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public void close() {
        senders.forEach(s -> s.close().await());
        farEnd.close();
        testDatabase.close();
        vertx.close().await();
    }
}
