package dev.galena.market.insight;

import dev.galena.db.Database;
import java.time.Duration;
import java.time.InstantSource;

/** The part of the market that is about figures alone. */
public final class Insight {
    public final TallyFacts tallyFacts;
    public final CountStock countStock;
    public final ReadReports readReports;

    /** {@code skewMax}: by how much the clocks of processes and of the database may differ. */
    public Insight(Database database, Duration skewMax, InstantSource clock) {
        tallyFacts = new TallyFacts(database, skewMax);
        countStock = new CountStock(database, clock);
        readReports = new ReadReports(database);
    }
}
