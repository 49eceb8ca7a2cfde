package dev.galena.db;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits somewhere for a worker.
 *
 * @param name stable, for machines
 * @param waiting how many rows, at most {@link #ROWS_MAX}
 * @param more there are more than were counted
 * @param since when the first of them could have been done; null: none can yet
 */
public record Backlog(
        String name, long waiting, boolean more, @Nullable Instant since) {
    public static final int ROWS_MAX = 10_000;

    /**
     * Counts no further than has to be known.
     *
     * @param rows SQL of one column, since when each row can be done, by an index; {@code $1} is now. The earliest come first, or else
     *     more than {@link #ROWS_MAX} rows tell {@code since} roughly only
     */
    public static Backlog of(Tx tx, String name, Instant now, String rows) {
        return of(tx, name, now, rows, "select min(at) from counted");
    }

    /** {@code first}: SQL of one value, the earliest of all rows, where those that are counted come in no order. */
    public static Backlog of(Tx tx, String name, Instant now, String rows, String first) {
        Row row = tx.rows(
                        "with counted(at) as (" + rows + " limit $2) select (select count(*) from counted), (" + first
                                + ") where $1::timestamptz is not null",
                        now,
                        ROWS_MAX + 1L)
                .getFirst();
        long counted = row.getLong(0);
        var since = row.getOffsetDateTime(1);
        return new Backlog(
                name,
                Math.min(counted, ROWS_MAX),
                counted > ROWS_MAX,
                since == null || since.toInstant().isAfter(now) ? null : since.toInstant());
    }
}
