package dev.galena.billing.payment;

import dev.galena.billing.Accounts;
import dev.galena.billing.Ledger;

/** What payments are written to. */
public record Stores(
        Accounts accounts,
        Ledger ledger,
        TopUps topUps,
        Refunds refunds,
        Cards cards,
        Movements movements,
        Alarms alarms) {

    public static Stores of(Accounts accounts, Ledger ledger) {
        return new Stores(accounts, ledger, new TopUps(), new Refunds(), new Cards(), new Movements(), new Alarms());
    }
}
