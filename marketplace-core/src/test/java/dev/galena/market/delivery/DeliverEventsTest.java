package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.Page;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliverEventsTest {
    private static Post post;

    @BeforeAll
    static void open() {
        post = new Post();
    }

    @AfterAll
    static void close() {
        post.close();
    }

    @Test
    void anEventArrivesSignedAndThin() throws Exception {
        UUID party = post.party();
        post.now = Instant.now();
        String secret = post.registered(party, post.farEnd.url("/200-thin")).secret();
        UUID event = post.event(party, "batch.finished", null);
        post.drain();

        var got = post.farEnd.at("/200-thin").getFirst();
        var headers = HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(got.id()),
                        "webhook-timestamp", List.of(got.headers().get("webhook-timestamp")),
                        "webhook-signature", List.of(got.headers().get("webhook-signature"))),
                (n, v) -> true);
        new Webhook(secret).verify(got.body(), headers);
        assertThat(got.id()).isEqualTo(Id.text("evt", event));
        assertThat(got.headers()).containsEntry("content-type", "application/json");
        assertThat(new JsonObject(got.body()).getMap()).containsOnlyKeys("type", "timestamp", "data");
        assertThat(new JsonObject(got.body()).getJsonObject("data").getString("n"))
                .isEqualTo(event.toString());
        assertThat(post.only(party)).matches(d -> d.state().equals("delivered") && d.attempts() == 1);
        post.now = Instant.parse("2026-11-21T12:00:00Z");
    }

    /** The first attempt's outcome: state, problem and, where it is repeated, after how many seconds at least and at most. */
    @ParameterizedTest
    @CsvSource({
        "/200-a,delivered,,0,0",
        "/endless-a,delivered,,0,0",
        "/half-a,delivered,,0,0",
        "/cut-a,delivered,,0,0",
        "/500-a,waiting,server-error,5,6",
        "/400-a,waiting,refused,5,6",
        "/303-a,waiting,redirect,5,6",
        "/307-a,waiting,redirect,5,6",
        "/429-a,waiting,too-many-requests,3600,3600",
        "/503-a,waiting,server-error,21600,21600",
        "/hang-a,waiting,timeout,5,6",
        "/drop-a,waiting,connection-lost,5,6",
        "/410-a,dead,gone,0,0",
    })
    void whatTheFarEndAnswersDecides(String path, String state, String problem, int secondsMin, int secondsMax) {
        UUID party = post.party();
        var endpoint = post.endpoint(party, path);
        post.event(party, "batch.finished", null);
        post.drain();

        Delivery delivery = post.only(party);
        assertThat(delivery.state()).isEqualTo(state);
        assertThat(delivery.lastProblem()).isEqualTo(problem);
        assertThat(Duration.between(post.now, delivery.nextAt()))
                .isBetween(Duration.ofSeconds(secondsMin), Duration.ofSeconds(secondsMax));
        assertThat(post.farEnd.at("/200-canary"))
                .as("where the redirect points")
                .isEmpty();
        List<Delivery.Attempt> log = post.db.read(tx -> post.deliveries.attempts(tx, delivery.id(), 10));
        assertThat(log).hasSize(1).first().matches(a -> a.n() == 1 && a.millis() < 3000);
        var after = post.register.list(party).getFirst();
        assertThat(after.disabledBecause()).isEqualTo(path.startsWith("/410") ? "gone" : null);
        assertThat(after.failures()).isEqualTo(state.equals("delivered") ? 0 : 1);
        post.register.delete(party, endpoint.id());
    }

    @Test
    void noServerAndInsideAddressesAreFailedAttempts() {
        UUID party = post.party();
        post.registered(party, "http://127.0.0.1:1/");
        var moved = post.registered(party, post.farEnd.url("/200-moved")).endpoint();
        // What a name resolves to is decided when sending; an address that was changed behind our back as well.
        post.db.inTx(tx -> tx.run(
                "update market.webhook_endpoint set url = 'http://169.254.169.254/latest' where id = $1", moved.id()));
        post.event(party, "batch.finished", null);
        post.drain();
        assertThat(post.of(party))
                .extracting(Delivery::lastProblem)
                .containsExactlyInAnyOrder("connection-refused", "address-not-public");
    }

    @Test
    void repeatedOnScheduleThenDeadThenReplayed() {
        UUID party = post.party();
        post.endpoint(party, "/fix-schedule");
        post.farEnd.answers.put("/fix-schedule", 500);
        post.event(party, "batch.finished", null);
        post.drain();
        for (Duration delay : RetrySchedule.DELAYS) {
            Duration wait = Duration.between(post.now, post.only(party).nextAt());
            assertThat(wait).isBetween(delay, delay.plus(delay.dividedBy(10)).plusMillis(1));
            post.pass(wait.minusMillis(1));
            int before = post.farEnd.at("/fix-schedule").size();
            post.drain();
            assertThat(post.farEnd.at("/fix-schedule")).as("not too early").hasSize(before);
            post.pass(Duration.ofMillis(1));
            post.drain();
            assertThat(post.farEnd.at("/fix-schedule")).hasSize(before + 1);
        }
        Delivery dead = post.only(party);
        assertThat(dead).matches(d -> d.state().equals("dead") && d.attempts() == 10);
        List<Delivery> deadLetters = post.db.read(tx -> post.deliveries.page(tx, party, null, "dead", Page.first(10)));
        assertThat(deadLetters).hasSize(1);

        post.farEnd.answers.put("/fix-schedule", 204);
        int foreign = post.inTx(tx -> post.deliveries.replay(tx, Id.next(), dead.id(), post.now));
        assertThat(foreign).isZero();
        int own = post.inTx(tx -> post.deliveries.replay(tx, party, dead.id(), post.now));
        assertThat(own).isOne();
        post.drain();
        assertThat(post.only(party)).matches(d -> d.state().equals("delivered") && d.attempts() == 11);
        assertThat(post.farEnd.at("/fix-schedule"))
                .extracting(FarEnd.Got::id)
                .containsOnly(Id.text("evt", dead.eventId()));
    }

    @Test
    void aRangeIsReplayed() {
        UUID party = post.party();
        var endpoint = post.endpoint(party, "/200-range");
        Instant from = post.now;
        for (int i = 0; i < 6; i++) {
            post.event(party, "batch.finished", null);
            post.drain();
            post.pass(Duration.ofMinutes(1));
        }
        int replayed = post.inTx(tx -> post.deliveries.replayRange(
                tx, party, endpoint.id(), from.plusSeconds(60), from.plusSeconds(240), null, 100, post.now));
        assertThat(replayed).isEqualTo(3);
        post.drain();
        assertThat(post.farEnd.at("/200-range")).hasSize(9);
    }

    @Test
    void onlyTheTypesAskedForAndOnlyTheOwnEvents() {
        UUID party = post.party();
        UUID other = post.party();
        post.endpoint(party, "/200-types", "batch.finished");
        post.endpoint(other, "/200-other");
        post.event(party, "batch.finished", null);
        post.event(party, "wallet.low", null);
        post.drain();
        assertThat(post.farEnd.at("/200-types")).hasSize(1);
        assertThat(post.farEnd.at("/200-other")).isEmpty();
    }

    @Test
    void readersOfEventsMissNoLateCommit() {
        UUID party = post.party();
        UUID early = Id.next(); // made first, committed last
        UUID late = post.event(party, "batch.finished", null);
        post.drain();
        var first = post.db.read(tx -> post.events.page(tx, party, null, Page.first(1)));
        assertThat(first.rows()).extracting(Event::id).containsExactly(late);
        post.inTx(tx -> {
            post.events.add(tx, List.of(new NewEvent(early, party, "batch.finished", new Json("{}"), post.now)));
            return null;
        });
        post.drain();
        Page next = new Page(10, new Page.Cursor("", late));
        assertThat(post.db.read(tx -> post.events.page(tx, party, null, next)).rows())
                .extracting(Event::id)
                .containsExactly(early);
    }
}
