package dev.galena.market.purchase;

import dev.galena.db.Database;
import java.time.InstantSource;

/** Drops answers whose keys have had their time. Runs in the background, in any number of processes. */
public final class ForgetAnswers {

    private static final int ROWS_MAX = 5_000;

    private final Database database;
    private final Idempotency idempotency;
    private final InstantSource clock;

    public ForgetAnswers(Database database, Idempotency idempotency, InstantSource clock) {
        this.database = database;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** Drops some; true: there may be more. */
    public boolean forget() {
        return database.inTx(tx -> idempotency.forget(tx, clock.instant(), ROWS_MAX)) == ROWS_MAX;
    }
}
