package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Money;
import dev.galena.billing.payment.FakeStripe;
import dev.galena.billing.payment.FakeStripe.Mail;
import dev.galena.billing.payment.OpenTopUp;
import dev.galena.billing.payment.OpenTopUp.Opening;
import dev.galena.billing.payment.ProcessEvents;
import dev.galena.billing.payment.ReceiveEvent;
import dev.galena.billing.payment.ReceiveEvent.Verdict;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.payment.Stripe;
import dev.galena.billing.payment.TopUp;
import dev.galena.billing.payout.Destination;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.billing.payout.PayoutBooks;
import dev.galena.billing.payout.Payouts;
import dev.galena.billing.payout.SendPayouts;
import dev.galena.billing.reconcile.ProviderLines;
import dev.galena.billing.reconcile.ReconcileDays;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.market.Marketplace;
import dev.galena.market.World;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** The provider's side of a year: pages that are paid, events that come twice and in any order, disputes won and lost. */
final class YearMoney implements AutoCloseable {
    private static final Mail CARELESS = new Mail(2, true, 0);
    private static final int DISPUTED_PERCENT = 1;
    private static final long APPROVED_MAX = Long.MAX_VALUE;
    private static final int WEEK = 7;

    final FakeStripe stripe;
    private final Database database;
    private final Calendar clock;
    private final Random random;
    private final Stores stores;
    private final OpenTopUp open;
    private final ReceiveEvent receive;
    private final ProcessEvents process;
    private final Payouts payouts = new Payouts();
    private final PayoutBooks payoutBooks;
    private final SendPayouts sendPayouts;
    private final ReconcileDays reconcile;
    /** By the day on which they are closed. */
    private final Map<Integer, List<String>> disputes = new HashMap<>();

    long topUps;
    long disputed;
    long paidOut;
    int faults;

    YearMoney(Vertx vertx, Database database, Marketplace market, Calendar clock, Random random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
        stripe = new FakeStripe(vertx, clock);
        stores = Stores.of(market.treasury.accounts, market.treasury.ledger);
        var provider = new Stripe(stripe.settings());
        open = new OpenTopUp(database, stores.topUps(), Map.of("stripe", provider));
        payoutBooks = new PayoutBooks(payouts, stores);
        sendPayouts = new SendPayouts(database, payouts, payoutBooks, provider, clock);
        reconcile = new ReconcileDays(database, provider, stores, new ProviderLines(), clock);
        receive = new ReceiveEvent(database, List.of(FakeStripe.SECRET), clock);
        process = new ProcessEvents(database, stores, payoutBooks::reversed, clock);
    }

    /** Where a seller's money goes. */
    void direct(UUID seller) {
        var account = new Destination(Method.CONNECT, "Seller", "acct_" + seller, "");
        database.inTx(tx -> {
            payouts.direct(tx, seller, account, "usr_year", clock.instant());
            return account;
        });
    }

    /** Once a week each seller gets all that is his. */
    void payOut(List<UUID> sellers, int day) {
        if (day % WEEK != 0) return;
        for (UUID seller : sellers) {
            var asking = database.inTx(
                    tx -> payoutBooks.ask(tx, seller, null, World.USD, "usr_year", APPROVED_MAX, clock.instant()));
            if (asking instanceof PayoutBooks.Asking.Asked) paidOut++;
        }
        while (sendPayouts.run() > 0) {}
    }

    /** The provider's books of today go wrong in one place: a line changed, lost or invented. */
    void fault() {
        long today = clock.instant().getEpochSecond();
        var charges = stripe.books.transactions().stream()
                .filter(line -> line.getString("type").equals("charge"))
                .toList();
        var fresh = charges.stream()
                .filter(line -> line.getLong("created") >= today)
                .toList();
        if (charges.isEmpty()) return;
        int kind = fresh.isEmpty() ? 2 : faults % 3;
        if (kind == 2) {
            var source = JsonObject.of("id", "ch_odd" + faults, "payment_intent", "pi_odd" + faults);
            stripe.books.add(charges.getFirst()
                    .copy()
                    .put("id", "txn_odd" + faults)
                    .put("created", today)
                    .put("source", source));
        } else {
            String name = fresh.getFirst().getString("id");
            stripe.books.tamper(line -> {
                if (!line.getString("id").equals(name)) return line;
                return kind == 0 ? null : line.put("amount", line.getLong("amount") + 1);
            });
        }
        faults++;
    }

    /** Compares each day that is over; every fault raises one alarm, and nothing else does. */
    void reconcile() {
        while (reconcile.run()) {}
        assertThat(alarms()).hasSizeBetween(Math.max(0, faults - 1), faults); // today's is compared tomorrow
    }

    /** When every day was compared. */
    void everyFaultIsFound(int expected) {
        assertThat(faults).isEqualTo(expected);
        assertThat(alarms()).hasSize(expected);
    }

    private List<String> alarms() {
        return database.inTx(tx -> tx.rows("""
                        select kind || ' ' || subject from billing.alarm
                        where resolved_at is null and kind <> 'dispute-opened' order by 1""")).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** A buyer pays by card; the wallet has it when the provider has told. */
    void topUp(UUID buyer, Money amount, int day) {
        var topUp = TopUp.asked(Id.next(), buyer, "stripe", amount, false, false, clock.instant());
        database.inTx(tx -> {
            stores.topUps().add(tx, topUp);
            return topUp;
        });
        if (!(open.open(topUp.id()) instanceof Opening.Opened(var opened))) throw new AssertionError("not opened");
        String payment = stripe.books.pay(opened.session());
        topUps++;
        if (random.nextInt(100) >= DISPUTED_PERCENT) return;
        disputes.computeIfAbsent(day + 10, d -> new ArrayList<>())
                .add(stripe.books.dispute(payment, amount.minorUnits() / 2));
        disputed++;
    }

    /** What the provider has to tell, each once or twice, in any order. */
    void tell(int day) {
        var due = disputes.remove(day);
        if (due != null) for (var dispute : due) stripe.books.close(dispute, random.nextBoolean());
        stripe.deliver(CARELESS, random, (signature, body) -> {
            assertThat(receive.receive(signature, body)).isNotEqualTo(Verdict.NOT_GENUINE);
            return 200;
        });
        while (process.run()) {}
    }

    @Override
    public void close() {
        stripe.close();
    }
}
