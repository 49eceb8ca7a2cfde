package dev.galena.billing.recurring;

import java.time.Instant;

/** A stretch of time: {@code start} belongs to it, {@code end} does not. It may be empty. */
public record Period(Instant start, Instant end) {

    public Period {
        if (end.isBefore(start)) throw new IllegalArgumentException("a period from " + start + " back to " + end);
    }

    public boolean holds(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }
}
