package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    /** The worked example of the Standard Webhooks specification and its libraries. */
    @Test
    void signsThePublishedVector() {
        var secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(Secret.signatures(
                        List.of(secret), "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void theReferenceLibraryAcceptsEitherSecretDuringRotation() {
        var fresh = Secret.fresh();
        var old = Secret.fresh();
        Instant now = Instant.now();
        var headers = HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("evt_1"),
                        "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                        "webhook-signature", List.of(Secret.signatures(List.of(fresh, old), "evt_1", now, BODY))),
                (name, value) -> true);
        for (Secret secret : List.of(fresh, old))
            assertThatCode(() -> new Webhook(secret.text()).verify(new String(BODY, StandardCharsets.UTF_8), headers))
                    .doesNotThrowAnyException();
        assertThatCode(() ->
                        new Webhook(Secret.fresh().text()).verify(new String(BODY, StandardCharsets.UTF_8), headers))
                .isInstanceOf(Exception.class);
    }

    @Test
    void aSecretHasTheSpecifiedForm() {
        assertThat(Secret.fresh().text()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(Secret.fresh()).isNotEqualTo(Secret.fresh()).hasToString("whsec_***");
        for (String bad :
                List.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_AAAA", "whsec_" + "A".repeat(88)))
            assertThatIllegalArgumentException().as(bad).isThrownBy(() -> new Secret(bad));
    }
}
