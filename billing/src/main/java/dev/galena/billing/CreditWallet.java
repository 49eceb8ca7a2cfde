package dev.galena.billing;

import dev.galena.db.Database;
import java.time.InstantSource;

/** The operator puts money into a buyer's wallet. Repeating a call with the same ref changes nothing. */
public final class CreditWallet {

    private final Database database;
    private final Wallets wallets;
    private final InstantSource clock;

    public CreditWallet(Database database, Wallets wallets, InstantSource clock) {
        this.database = database;
        this.wallets = wallets;
        this.clock = clock;
    }

    public CreditOutcome credit(Credit credit) {
        return database.inTx(tx -> wallets.credit(tx, credit, clock.instant()));
    }
}
