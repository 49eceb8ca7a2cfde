package dev.galena.market.suppression;

import java.util.List;

/**
 * What came of some rows.
 *
 * @param added not known before
 * @param ended consents of which nothing is left
 * @param limited consents that lost some channels
 * @param skipped rows that say of themselves that they name nobody to suppress
 * @param rejected rows that could not be used; {@code rejects} are the first of them
 */
public record Report(
        long rows, long added, long ended, long limited, long skipped, long rejected, List<Reject> rejects) {

    public static final int REJECTS_MAX = 1_000;

    /** {@code row} counts from 1; {@code code} is stable. */
    public record Reject(long row, String field, String code) {}

    public Report {
        rejects = List.copyOf(rejects);
    }
}
