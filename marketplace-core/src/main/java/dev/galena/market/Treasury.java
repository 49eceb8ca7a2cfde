package dev.galena.market;

import dev.galena.billing.Accounts;
import dev.galena.billing.Entries;
import dev.galena.billing.Ledger;
import dev.galena.billing.ReadAccounts;
import dev.galena.billing.Wallets;
import dev.galena.billing.recurring.Clocks;
import dev.galena.db.Database;
import java.time.InstantSource;

/** The part of the {@link Marketplace} that is about money alone. */
public final class Treasury {

    // ── the ledger ──
    public final Accounts accounts;
    public final Ledger ledger;
    public final Wallets wallets;
    public final ReadAccounts readAccounts;

    // ── time ──
    public final Clocks clocks;

    Treasury(Database database, InstantSource clock) {
        // ── the ledger ──
        accounts = new Accounts();
        ledger = new Ledger();
        wallets = new Wallets(accounts, ledger);
        readAccounts = new ReadAccounts(database, new Entries());

        // ── time ──
        clocks = new Clocks(clock);
    }
}
