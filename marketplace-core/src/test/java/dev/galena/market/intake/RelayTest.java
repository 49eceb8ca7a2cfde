package dev.galena.market.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    /** Adds its letter to what came before; lets the next begin at once. */
    private class Letter implements Relay.Leg<String> {
        final String letter;

        Letter(String letter) {
            this.letter = letter;
        }

        @Override
        public String overlapping(Supplier<String> before, Runnable next) {
            next.run();
            return alone(before.get());
        }

        @Override
        public String alone(String before) {
            told.add(before + letter);
            return before + letter;
        }
    }

    @Test
    void legsOverlapAndEndInOrder() throws InterruptedException {
        var secondRuns = new CountDownLatch(1);
        try (var relay = new Relay<>("", 2)) {
            relay.start(new Letter("a") {
                @Override
                public String overlapping(Supplier<String> before, Runnable next) {
                    next.run();
                    await(secondRuns);
                    return alone(before.get());
                }
            });
            relay.start(new Letter("b") {
                @Override
                public String overlapping(Supplier<String> before, Runnable next) {
                    secondRuns.countDown();
                    return super.overlapping(before, next);
                }
            });
            relay.start(new Letter("c"));
            assertThat(relay.finish()).isEqualTo("abc");
        }
        assertThat(told).containsExactly("a", "ab", "abc");
    }

    @Test
    void whatFailedIsDoneAgainWithAllBehindIt() throws InterruptedException {
        try (var relay = new Relay<>("", 3)) {
            relay.start(new Letter("a"));
            relay.start(new Letter("b") {
                @Override
                public String overlapping(Supplier<String> before, Runnable next) {
                    next.run();
                    throw new IllegalStateException("deadlock");
                }
            });
            relay.start(new Letter("c"));
            assertThat(relay.finish()).isEqualTo("abc");
        }
        assertThat(told).containsExactly("a", "ab", "abc");
    }

    @Test
    void whatFailsAgainFailsTheWhole() throws InterruptedException {
        try (var relay = new Relay<>("", 2)) {
            relay.start(new Letter("a") {
                @Override
                public String alone(String before) {
                    throw new IllegalStateException("broken");
                }
            });
            relay.start(new Letter("b"));
            assertThatThrownBy(relay::finish).hasMessage("broken");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void closedItEndsWhatRuns() throws InterruptedException {
        var never = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        try (var relay = new Relay<>("", 2)) {
            relay.start(new Letter("a") {
                @Override
                public String overlapping(Supplier<String> before, Runnable next) {
                    next.run();
                    try {
                        await(never);
                    } finally {
                        ended.countDown();
                    }
                    return "";
                }
            });
        }
        assertThat(ended.getCount()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("told to end", e);
        }
    }
}
