package dev.galena.consent.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with this process and the log, for those who watch.
 *
 * @param size of the newest checkpoint it knows
 * @param signedAt when this process last signed; null: never
 * @param trouble why it does not sign; null: nothing is wrong
 */
public record LogState(
        Part part,
        long epoch,
        long size,
        @Nullable Instant signedAt,
        @Nullable String trouble) {

    /** What this process does. */
    public enum Part {
        STARTING,
        /** Takes events into the log and signs. */
        SEQUENCING,
        /** Another process does, and this one remembers what it signed. */
        FOLLOWING,
        /** Something is wrong: nobody signs before it was looked at. */
        REFUSING
    }

    static final LogState STARTING = new LogState(Part.STARTING, 0, 0, null, null);
}
