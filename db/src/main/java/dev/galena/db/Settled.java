package dev.galena.db;

import java.time.Duration;
import java.util.UUID;

/**
 * Up to where rows can be read once and for all by their ids. Ids begin with their time but become visible in the order of commits: a
 * reader that goes no further than this overlooks none.
 */
public final class Settled {

    /** When the oldest transaction of ours began; later ones make later ids. */
    private static final String BOUND = """
            select extract(epoch from least(clock_timestamp(), min(xact_start)))::float8 * 1000 from pg_stat_activity
            where datname = current_database() and usename = current_user and pid <> pg_backend_pid() and xact_start is not null""";

    private Settled() {}

    /**
     * Behind every id that is final. To be asked before the rows are read: what commits in between is younger, or was waited for.
     *
     * @param skewMax by how much the clocks of processes and of the database may differ
     */
    public static UUID bound(Tx tx, Duration skewMax) {
        double began = tx.rows(BOUND).getFirst().getDouble(0);
        return new UUID(((long) began - skewMax.toMillis()) << 16, 0);
    }
}
