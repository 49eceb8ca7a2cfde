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
import dev.galena.billing.payout.PayoutBooks;
import dev.galena.billing.payout.PayoutFiles;
import dev.galena.billing.payout.PayoutFiles.Originator;
import dev.galena.billing.payout.Payouts;
import dev.galena.billing.payout.SendPayouts;
import dev.galena.billing.reconcile.BankImports;
import dev.galena.billing.reconcile.BankLines;
import dev.galena.billing.reconcile.ImportStatement;
import dev.galena.billing.reconcile.ProviderLines;
import dev.galena.billing.reconcile.ReconcileDays;
import dev.galena.billing.reconcile.Reconciliations;
import dev.galena.db.Database;
import dev.galena.market.Treasury;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
    final Payouts payouts = new Payouts();
    final PayoutBooks payoutBooks;
    final PayoutFiles payoutFiles;
    final long payoutApprovalAbove;
    private final Originator originator;
    final ProviderLines providerLines = new ProviderLines();
    final Reconciliations reconciliations = new Reconciliations();
    final BankImports bankImports = new BankImports();
    final BankLines bankLines;
    final ImportStatement importStatement;
    private final AtomicLong openAlarms = new AtomicLong();
    private final @Nullable Payments stripe;

    Cashier(Database database, Treasury treasury, Config config, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        stores = Stores.of(treasury.accounts, treasury.ledger, Treasury::tell);
        var settings = config.payments().stripe(config.publicUrl());
        stripe = settings == null ? null : new Stripe(settings);
        Map<String, Payments> providers = new HashMap<>(Map.of(BankTransfer.NAME, new BankTransfer()));
        if (stripe != null) providers.put(stripe.name(), stripe);
        openTopUp = new OpenTopUp(database, stores.topUps(), providers);
        refundRequests = new RefundRequests(stores);
        sendRefunds = new SendRefunds(database, stores, providers, clock);
        receiveEvent = new ReceiveEvent(database, config.payments().webhookSecrets(), clock);
        payoutBooks = new PayoutBooks(payouts, stores);
        originator = config.payments().originator();
        payoutFiles = new PayoutFiles(payouts, originator);
        payoutApprovalAbove = config.payments().payoutApprovalAbove();
        processEvents = new ProcessEvents(database, stores, payoutBooks::reversed, clock);
        bankLines = new BankLines(providerLines, stores, payouts, payoutBooks);
        importStatement = new ImportStatement(database, providerLines, bankLines, bankImports, clock);
    }

    /** What is done about money now and then. */
    void chores(Chores chores) {
        chores.every(
                Duration.ofMillis(500),
                "process-payment-events",
                "Gives what payment providers told its effect on top-ups, refunds and disputes",
                processEvents::run);
        chores.whole(
                Duration.ofSeconds(30),
                "count-alarms",
                "Counts open alarms about money for the metrics",
                () -> openAlarms.set(database.read(tx -> stores.alarms().open(tx))));
        if (stripe == null) return;
        var topUp = new TopUpAutomatically(database, automaticTopUps, stores, stripe, clock);
        var catchUp = new CatchUp(database, stripe, clock);
        var sendPayouts = new SendPayouts(database, payouts, payoutBooks, stripe, clock);
        var reconcile = new ReconcileDays(database, stripe, stores, providerLines, clock);
        chores.every(
                Duration.ofSeconds(5),
                "top-up-automatically",
                "Charges the cards of buyers whose wallet fell below their mark",
                () -> topUp.run() > 0);
        chores.whole(
                Duration.ofMinutes(1),
                "send-refunds",
                "Asks the provider to pay back what was refunded",
                sendRefunds::run);
        chores.whole(Duration.ofSeconds(30), "send-payouts", "Transfers approved payouts to sellers", sendPayouts::run);
        chores.every(
                Duration.ofMinutes(10),
                "reconcile-days",
                "Compares each finished day with the provider's books",
                reconcile::run);
        chores.whole(
                Duration.ofMinutes(15),
                "catch-up-payment-events",
                "Asks the provider for events that never came",
                catchUp::run);
    }

    /** Where bank transfers go; null: nobody has said. */
    @Nullable
    JsonObject ourAccount() {
        return originator.account().isEmpty()
                ? null
                : JsonObject.of("holder", originator.name(), "iban", originator.account(), "bic", originator.bic());
    }

    /** {@code galena_money_alarms} above zero: somebody should look. */
    void bind(MeterRegistry meters) {
        Gauge.builder("galena.money.alarms", openAlarms::get)
                .description("open alarms about money: lines without journal, journals without line, what was stopped")
                .register(meters);
    }
}
