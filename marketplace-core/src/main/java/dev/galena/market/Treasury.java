package dev.galena.market;

import dev.galena.billing.Accounts;
import dev.galena.billing.CreditLines;
import dev.galena.billing.Entries;
import dev.galena.billing.ExpireHolds;
import dev.galena.billing.ExportLedger;
import dev.galena.billing.Freezes;
import dev.galena.billing.Holds;
import dev.galena.billing.Ledger;
import dev.galena.billing.News;
import dev.galena.billing.ProveLedger;
import dev.galena.billing.ReadAccounts;
import dev.galena.billing.ReadLedger;
import dev.galena.billing.Reversals;
import dev.galena.billing.Wallets;
import dev.galena.billing.promo.Promos;
import dev.galena.billing.promo.ReadPromos;
import dev.galena.billing.reconcile.ProviderLines;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.subscription.Subscribing;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.NewEvent;
import java.time.InstantSource;
import java.util.List;

/** The part of the {@link Marketplace} that is about money alone. */
public final class Treasury {

    // ── the ledger ──
    public final Accounts accounts;
    public final Ledger ledger;
    public final Wallets wallets;
    public final ReadAccounts readAccounts;
    public final Reversals reversals;
    public final Holds holds;
    public final ExpireHolds expireHolds;
    public final CreditLines creditLines;
    public final Freezes freezes;
    public final ReadLedger readLedger;
    public final ProveLedger proveLedger;
    public final ExportLedger exportLedger;

    // ── time ──
    public final Clocks clocks;

    // ── plans ──
    public final Subscribing subscribing;
    public final Promos promos;
    public final ReadPromos readPromos;

    Treasury(Database database, InstantSource clock) {
        // ── the ledger ──
        accounts = new Accounts();
        ledger = new Ledger();
        wallets = new Wallets(accounts, ledger);
        readAccounts = new ReadAccounts(database, new Entries());
        reversals = new Reversals();
        holds = new Holds(ledger);
        expireHolds = new ExpireHolds(database, holds);
        creditLines = new CreditLines(accounts, ledger);
        freezes = new Freezes();
        readLedger = new ReadLedger(database, new Entries());
        proveLedger = new ProveLedger(database, new ProviderLines()::unmatched, clock);
        exportLedger = new ExportLedger(database);

        // ── time ──
        clocks = new Clocks(clock);

        // ── plans ──
        subscribing = new Subscribing(database, accounts, ledger, clocks, clock, Treasury::tell);
        promos = new Promos(accounts, ledger, clocks, Treasury::tell);
        readPromos = new ReadPromos(database);
    }

    /** Parties hear of their money as they hear of leads: through the outbox. */
    public static void tell(Tx tx, List<News> news) {
        new Events()
                .add(
                        tx,
                        news.stream()
                                .map(n -> new NewEvent(Id.next(), n.partyId(), n.type(), n.data(), n.at()))
                                .toList());
    }
}
