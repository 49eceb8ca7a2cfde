package dev.galena.market.insight;

import dev.galena.db.Database;
import dev.galena.market.scoring.TryScorecard;
import dev.galena.market.vertical.Verticals;
import java.time.Duration;
import java.time.InstantSource;

/** The part of the market that is about figures alone. */
public final class Insight {
    public final TallyFacts tallyFacts;
    public final CountStock countStock;
    public final ReadReports readReports;
    public final TryScorecard tryScorecard;

    /** {@code skewMax}: by how much the clocks of processes and of the database may differ. */
    public Insight(Database database, Verticals verticals, Duration skewMax, InstantSource clock) {
        tallyFacts = new TallyFacts(database, skewMax);
        countStock = new CountStock(database, clock);
        readReports = new ReadReports(database);
        tryScorecard = new TryScorecard(database, verticals, clock);
    }
}
