package dev.galena.market.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload of leads and how far it has come.
 *
 * @param dryRun the report only, nothing is written
 * @param bytes of the file, unpacked
 * @param format null until the file is complete
 * @param mapping null until the file is complete
 * @param rowsDone rows up to here are settled for good
 * @param rowsTotal exact at the end, an estimate before
 * @param problem why it failed: a stable code; null while all is well
 */
public record Batch(
        UUID id,
        UUID sellerId,
        UUID sourceId,
        String source,
        String vertical,
        int verticalId,
        int verticalVersion,
        State state,
        boolean dryRun,
        long bytes,
        @Nullable Format format,
        @Nullable Mapping mapping,
        long rowsDone,
        @Nullable Long rowsTotal,
        Counts counts,
        @Nullable String problem,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    /** In the order of a batch's life. */
    public enum State {
        UPLOADING,
        QUEUED,
        RUNNING,
        DONE,
        FAILED
    }

    public boolean over() {
        return state == State.DONE || state == State.FAILED;
    }

    /** Rows a second since it was started; nothing before the first part is done. */
    public Optional<Double> rowsPerSecond(Instant now) {
        if (startedAt == null || rowsDone == 0) return Optional.empty();
        double seconds = Duration.between(startedAt, finishedAt == null ? now : finishedAt)
                        .toMillis()
                / 1000.0;
        return seconds <= 0 ? Optional.empty() : Optional.of(rowsDone / seconds);
    }

    /** Time still needed, as far as the estimate of the rows goes. */
    public Optional<Duration> remaining(Instant now) {
        if (over() || rowsTotal == null) return Optional.empty();
        return rowsPerSecond(now).map(rate -> Duration.ofSeconds((long) Math.max(1, (rowsTotal - rowsDone) / rate)));
    }
}
