package dev.galena.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PassingTest {
    private final VertxException dead =
            new VertxException("Connection is not active now, current status: CLOSED", true);
    private final VertxException wrong =
            new VertxException("Parameter at position[0] with class = [java.lang.String] …", true);

    @Test
    void aConnectionThatDiedInThePoolPasses() {
        assertThat(Passing.is(dead)).isTrue();
        assertThatThrownBy(() -> Await.await(Future.failedFuture(dead), Duration.ofSeconds(1)))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void argumentsThatDoNotFitAreABug() {
        assertThat(Passing.is(wrong)).isFalse();
        assertThatThrownBy(() -> Await.await(Future.failedFuture(wrong), Duration.ofSeconds(1)))
                .isSameAs(wrong);
    }
}
