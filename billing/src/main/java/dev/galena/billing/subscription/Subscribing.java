package dev.galena.billing.subscription;

import dev.galena.billing.Accounts;
import dev.galena.billing.Ledger;
import dev.galena.billing.News;
import dev.galena.billing.document.DraftLines;
import dev.galena.billing.recurring.Clocks;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/** Builds what subscriptions are made of. */
public final class Subscribing {

    public final PublishPlan publishPlan;
    public final Agreements agreements;
    public final Renewals renewals;
    public final ReadSubscriptions readSubscriptions;

    /** {@code tell} writes down what parties shall hear, in the transaction that caused it. */
    public Subscribing(
            Database database,
            Accounts accounts,
            Ledger ledger,
            Clocks clocks,
            InstantSource clock,
            BiConsumer<Tx, List<News>> tell) {
        var subscriptions = new Subscriptions();
        var plans = new Plans();
        var quotas = new Quotas();
        var rows = new ChargeRows();
        var expiry = new Expiry(quotas, accounts, ledger);
        var charges = new Charges(rows, new DraftLines(), accounts, ledger);
        publishPlan = new PublishPlan(database, plans, clock);
        agreements = new Agreements(subscriptions, plans, quotas, expiry, charges, tell, clocks);
        renewals = new Renewals(subscriptions, plans, quotas, expiry, charges, tell);
        readSubscriptions = new ReadSubscriptions(database, subscriptions, plans, quotas, rows);
    }
}
