package dev.galena.billing;

import dev.galena.db.Database;

/** Sets money free whose hold has run out. In the background, in any number of processes. */
public final class ExpireHolds {

    private static final int HOLDS_MAX = 500;

    private final Database database;
    private final Holds holds;

    public ExpireHolds(Database database, Holds holds) {
        this.database = database;
        this.holds = holds;
    }

    /** Tells whether there may be more. */
    public boolean run() {
        return database.inTxRetrying(tx -> holds.expire(tx, HOLDS_MAX)) > 0;
    }
}
