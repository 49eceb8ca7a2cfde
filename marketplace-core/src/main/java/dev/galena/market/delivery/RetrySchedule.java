package dev.galena.market.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What follows from an attempt: done, again later, or never. The delays are those that Standard Webhooks recommends. */
final class RetrySchedule {
    static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    /** Added at most, so that what failed together does not come back together. */
    static final double JITTER = 0.1;

    private static final Duration ASKED_MAX = Duration.ofHours(24);

    private RetrySchedule() {}

    sealed interface Verdict {}

    record Delivered() implements Verdict {}

    record Again(Instant at) implements Verdict {}

    record Dead() implements Verdict {}

    /** The far end says it will never be back: 410. */
    record Gone() implements Verdict {}

    /**
     * When to try again.
     *
     * @param failed attempts that failed before this one, since the first or since the delivery was replayed
     * @param chance from 0 to 1, for the jitter
     */
    static Verdict after(Answer answer, int failed, Instant now, double chance) {
        if (answer.success()) return new Delivered();
        if (answer.gone()) return new Gone();
        if (failed >= DELAYS.size()) return new Dead();
        Duration delay =
                DELAYS.get(failed).plusMillis((long) (DELAYS.get(failed).toMillis() * JITTER * chance));
        Duration asked = answer.retryAfter() == null ? Duration.ZERO : answer.retryAfter();
        if (asked.compareTo(ASKED_MAX) > 0) asked = ASKED_MAX;
        return new Again(now.plus(asked.compareTo(delay) > 0 ? asked : delay));
    }
}
