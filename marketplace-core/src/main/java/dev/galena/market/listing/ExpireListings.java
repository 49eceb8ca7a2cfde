package dev.galena.market.listing;

import dev.galena.db.Database;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Closes listings whose time is over. Searches and sales look at the time themselves; this keeps the indexes of open
 * listings small. Any number may run at once: what another holds is skipped.
 */
public final class ExpireListings {
    private static final int ROWS_MAX = 1_000;

    private final Database database;
    private final Verticals verticals;
    private final InstantSource clock;

    public ExpireListings(Database database, Verticals verticals, InstantSource clock) {
        this.database = database;
        this.verticals = verticals;
        this.clock = clock;
    }

    /** Closes some, and tells how many; call again while there are any. */
    public int run() {
        Instant now = clock.instant();
        int closed = 0;
        for (Vertical vertical : verticals.current()) {
            // Ids begin with the time of listing: nothing younger than the life of a listing can be over.
            UUID bound = new UUID((now.minus(vertical.listingLife()).toEpochMilli() + 1) << 16, 0);
            closed += database.inTx(tx -> tx.run("""
                    update market.listing set status = 'expired' where lead_id in (
                      select l.lead_id from market.listing l
                      where l.vertical_id = $1 and l.status = 'open' and l.lead_id < $2 and l.expires_at <= $3
                      limit %d for no key update skip locked)""".formatted(ROWS_MAX), vertical.id(), bound, now));
        }
        return closed;
    }
}
