package dev.galena.billing.recurring;

/**
 * Work that comes again and again.
 *
 * @param name for ever the same; two jobs of one name would be one
 * @param byRows the work looks for rows whose time has come, by {@code billing.party_now(party, period.end())}: periods that were
 *     missed are done as one, and it may run between them, when a test party's clock was moved
 */
public record Job(String name, Rhythm rhythm, Work work, boolean byRows) {

    public Job {
        if (name.isEmpty() || name.length() > 60)
            throw new IllegalArgumentException("a job's name has 1 to 60 characters: " + name);
    }

    /** Each period by itself: work about the period, such as a report of the day. */
    public static Job ofPeriods(String name, Rhythm rhythm, Work work) {
        return new Job(name, rhythm, work, false);
    }

    /** Work about rows that are due; see {@link #byRows}. */
    public static Job ofRows(String name, Rhythm rhythm, Work work) {
        return new Job(name, rhythm, work, true);
    }
}
