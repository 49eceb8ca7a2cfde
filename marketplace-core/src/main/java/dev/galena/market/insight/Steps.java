package dev.galena.market.insight;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A scale of durations: step n holds what is shorter than its n-th bound and not shorter than the one before; the last has no bound. */
final class Steps {
    /** How fast somebody was. */
    static final Steps PACE = new Steps(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(7));
    /** How old a lead is. */
    static final Steps AGE = new Steps(
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(7),
            Duration.ofDays(14),
            Duration.ofDays(30),
            Duration.ofDays(60),
            Duration.ofDays(90));

    private final List<Duration> bounds;

    private Steps(Duration... bounds) {
        this.bounds = List.of(bounds);
    }

    int count() {
        return bounds.size() + 1;
    }

    /** What a step is not shorter than. */
    Duration from(int step) {
        return step == 0 ? Duration.ZERO : bounds.get(step - 1);
    }

    /** What a step is shorter than; null: it has no bound. */
    @Nullable
    Duration to(int step) {
        return step == bounds.size() ? null : bounds.get(step);
    }

    /** The step of an interval, as SQL. */
    String sql(String interval) {
        String seconds = bounds.stream().map(b -> Long.toString(b.toSeconds())).collect(Collectors.joining(","));
        return "width_bucket(greatest(extract(epoch from " + interval + ")::float8, 0), '{" + seconds
                + "}'::float8[])::smallint";
    }
}
