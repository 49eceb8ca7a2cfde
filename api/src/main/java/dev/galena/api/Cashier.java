package dev.galena.api;

import dev.galena.billing.payment.AutomaticTopUps;
import dev.galena.billing.payment.BankTransfer;
import dev.galena.billing.payment.CatchUp;
import dev.galena.billing.payment.OpenTopUp;
import dev.galena.billing.payment.Payments;
import dev.galena.billing.payment.ProcessEvents;
import dev.galena.billing.payment.ReceiveEvent;
import dev.galena.billing.payment.RefundRequests;
import dev.galena.billing.payment.SendRefunds;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.payment.Stripe;
import dev.galena.billing.payment.TopUpAutomatically;
import dev.galena.db.Database;
import dev.galena.market.Treasury;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds what moves money in and out, as far as the configuration says how. */
final class Cashier {

    final Database database;
    final InstantSource clock;
    final Stores stores;
    final AutomaticTopUps automaticTopUps = new AutomaticTopUps();
    final OpenTopUp openTopUp;
    final RefundRequests refundRequests;
    final SendRefunds sendRefunds;
    final ReceiveEvent receiveEvent;
    final ProcessEvents processEvents;
    private final @Nullable Payments stripe;

    Cashier(Database database, Treasury treasury, Config config, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        stores = Stores.of(treasury.accounts, treasury.ledger);
        var settings = config.payments().stripe(config.publicUrl());
        stripe = settings == null ? null : new Stripe(settings);
        Map<String, Payments> providers = new HashMap<>(Map.of(BankTransfer.NAME, new BankTransfer()));
        if (stripe != null) providers.put(stripe.name(), stripe);
        openTopUp = new OpenTopUp(database, stores.topUps(), providers);
        refundRequests = new RefundRequests(stores);
        sendRefunds = new SendRefunds(database, stores, providers, clock);
        receiveEvent = new ReceiveEvent(database, config.payments().webhookSecrets(), clock);
        processEvents = new ProcessEvents(database, stores, (tx, transfer, now) -> {}, clock);
    }

    /** What is done about money now and then. */
    void chores(Chores chores) {
        chores.every(Duration.ofMillis(500), "process-payment-events", processEvents::run);
        if (stripe == null) return;
        var topUp = new TopUpAutomatically(database, automaticTopUps, stores, stripe, clock);
        var catchUp = new CatchUp(database, stripe, clock);
        chores.every(Duration.ofSeconds(5), "top-up-automatically", () -> topUp.run() > 0);
        chores.every(Duration.ofMinutes(1), "send-refunds", () -> {
            sendRefunds.run();
            return false;
        });
        chores.every(Duration.ofMinutes(15), "catch-up-payment-events", () -> {
            catchUp.run();
            return false;
        });
    }
}
