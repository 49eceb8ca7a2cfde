package dev.galena.billing.document;

import dev.galena.db.Database;
import java.time.InstantSource;

/** Issues what is due, some at a time. Any number of processes may run it: one issues, the others leave it to that one. */
public final class IssueDocuments {

    private final Database database;
    private final Issuance issuance;
    private final InstantSource clock;

    public IssueDocuments(Database database, Issuance issuance, InstantSource clock) {
        this.database = database;
        this.issuance = issuance;
        this.clock = clock;
    }

    /** True when there may be more to issue at once. */
    public boolean run() {
        boolean more = false;
        for (var kind : Kind.ALL) more |= run(kind) > 0;
        return more;
    }

    /** Tells how many lines found their documents. */
    int run(Kind kind) {
        return database.inTxRetrying(tx -> issuance.some(tx, kind, clock.instant()));
    }
}
