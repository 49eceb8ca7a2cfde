package dev.galena.api;

import dev.galena.db.Passing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Something that is done now and then, and how it went since this process started. One thread does it, any may look. */
final class Chore {
    private final String name;
    private final String does;
    private final Duration every;
    private volatile Course course = new Course(0, 0, 0, null, null, null, null);

    Chore(String name, String does, Duration every) {
        this.name = name;
        this.does = does;
        this.every = every;
    }

    /** What it failed of: the kind, because words may quote data. */
    record Failure(Instant at, String kind) {}

    /**
     * How it went.
     *
     * @param runs that came to an end, those that failed among them
     * @param failedInARow how many of the last ones
     * @param runningSince null: it rests
     * @param lastAt when the last run began that has come to an end
     * @param took how long that was
     */
    record Course(
            long runs,
            long failures,
            long failedInARow,
            @Nullable Instant runningSince,
            @Nullable Instant lastAt,
            @Nullable Duration took,
            @Nullable Failure lastFailure) {

        private Course begun(Instant at) {
            return new Course(runs, failures, failedInARow, at, lastAt, took, lastFailure);
        }

        private Course done(Instant at, Duration time) {
            return new Course(runs + 1, failures, 0, null, at, time, lastFailure);
        }

        private Course failed(Instant at, Duration time, String kind) {
            return new Course(runs + 1, failures + 1, failedInARow + 1, null, at, time, new Failure(at, kind));
        }
    }

    String name() {
        return name;
    }

    /** In a line. */
    String does() {
        return does;
    }

    /** How long it rests between two runs, unless there is more to do at once. */
    Duration every() {
        return every;
    }

    Course course() {
        return course;
    }

    /** Does some of it, writes down how that went, and tells whether there may be more to do at once. */
    boolean run(BooleanSupplier more, InstantSource clock) {
        Course before = course;
        Instant at = clock.instant();
        long began = System.nanoTime();
        course = before.begun(at);
        try {
            boolean again = more.getAsBoolean();
            course = before.done(at, since(began));
            return again;
        } catch (RuntimeException | Error e) {
            course = before.failed(at, since(began), Passing.kind(e));
            throw e;
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
