package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.galena.db.Id;
import dev.galena.market.delivery.RegisterWebhooks.Change;
import dev.galena.market.delivery.RegisterWebhooks.Missing;
import dev.galena.market.delivery.RegisterWebhooks.Refused;
import dev.galena.market.delivery.RegisterWebhooks.Registered;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegisterWebhooksTest {
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
    void anotherPartysEndpointIsMissing() {
        var own = post.endpoint(post.party(), "/200");
        UUID stranger = post.party();
        assertThat(post.register.change(stranger, own.id(), new Change(null, null, false)))
                .isEqualTo(new Missing());
        assertThat(post.register.rotate(stranger, own.id())).isEqualTo(new Missing());
        assertThat(post.register.delete(stranger, own.id())).isEqualTo(new Missing());
        assertThat(post.register.delete(own.partyId(), Id.next())).isEqualTo(new Missing());
        assertThat(post.register.list(stranger)).isEmpty();
    }

    @Test
    void refusesWhatItCannotReachOrCount() {
        UUID party = post.party();
        assertThat(post.register.create(party, "https://10.0.0.1/", List.of()))
                .isEqualTo(new Refused("url", "address-not-public"));
        assertThat(post.register.create(party, "ftp://example.com/", List.of()))
                .isEqualTo(new Refused("url", "url-invalid"));
        assertThat(post.register.create(party, "https://example.com/", List.of("Not A Type")))
                .isEqualTo(new Refused("types", "field-invalid"));
        for (int i = 0; i < RegisterWebhooks.ENDPOINTS_MAX; i++) post.endpoint(party, "/200-" + i);
        assertThat(post.register.create(party, "https://example.com/", List.of()))
                .isEqualTo(new Refused("", "too-many-endpoints"));
    }

    @Test
    void afterARotationBothSecretsSignForADay() {
        UUID party = post.party();
        post.now = Instant.now();
        var first = post.registered(party, post.farEnd.url("/200-rotate"));
        var second = (Registered) post.register.rotate(party, first.endpoint().id());
        assertThat(second.secret()).isNotEqualTo(first.secret());
        deliver(party);
        assertThat(verifies("/200-rotate", first.secret())).isTrue();
        assertThat(verifies("/200-rotate", second.secret())).isTrue();

        post.pass(RegisterWebhooks.OVERLAP.plus(Duration.ofSeconds(1)));
        deliver(party);
        assertThat(verifies("/200-rotate", second.secret(), post.now)).isTrue();
        assertThat(verifies("/200-rotate", first.secret(), post.now)).isFalse();
    }

    @Test
    void aDisabledEndpointKeepsWhatWaitsAndADeletedOneDoesNot() {
        UUID party = post.party();
        var endpoint = post.endpoint(party, "/200-pause");
        post.event(party, "batch.finished", null);
        post.worker(new Limits(4, 1, 1, Post.TIMEOUT, Duration.ofSeconds(60), 500, Duration.ofMillis(5)));
        post.register.change(party, endpoint.id(), new Change(null, null, false));
        post.drain();
        assertThat(post.farEnd.at("/200-pause"))
                .as("events of a time when it was off are not kept for it")
                .isEmpty();
        post.register.change(party, endpoint.id(), new Change(null, null, true));
        post.farEnd.answers.put("/200-pause", 500);
        deliver(party);
        assertThat(((Registered) post.register.change(party, endpoint.id(), new Change(null, null, false)))
                        .endpoint()
                        .disabledBecause())
                .isEqualTo("asked");
        post.pass(Duration.ofHours(1));
        post.drain();
        assertThat(post.only(party)).matches(d -> d.state().equals("waiting") && d.attempts() == 1);
        post.register.delete(party, endpoint.id());
        assertThat(post.only(party))
                .matches(d -> d.state().equals("dead") && d.lastProblem().equals("endpoint-deleted"));
        assertThat(post.register.list(party)).isEmpty();
    }

    private void deliver(UUID party) {
        post.event(party, "batch.finished", null);
        post.drain();
    }

    private static boolean verifies(String path, String secret) {
        return verifies(path, secret, post.now);
    }

    /** The library compares times with the machine's clock, so the text is signed anew for the test's. */
    private static boolean verifies(String path, String secret, Instant at) {
        var got = post.farEnd.at(path).getLast();
        if (Duration.between(at, Instant.now()).abs().toMinutes() > 4) {
            String signature = Secret.signatures(
                    List.of(new Secret(secret)),
                    got.id(),
                    at,
                    got.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return List.of(got.headers().get("webhook-signature").split(" ")).contains(signature);
        }
        var headers = HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(got.id()),
                        "webhook-timestamp", List.of(got.headers().get("webhook-timestamp")),
                        "webhook-signature", List.of(got.headers().get("webhook-signature"))),
                (n, v) -> true);
        try {
            new Webhook(secret).verify(got.body(), headers);
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
