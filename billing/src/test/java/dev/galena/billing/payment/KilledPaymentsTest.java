package dev.galena.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.payment.FakeStripe.Mail;
import dev.galena.billing.payment.OpenTopUp.Opening;
import dev.galena.billing.payment.ReceiveEvent.Verdict;
import dev.galena.billing.payment.RefundRequests.Request;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Mines;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever gives an event its effect is killed between any two of his statements: nothing, and the next time all of it, once. */
class KilledPaymentsTest {

    private static volatile Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private static final InstantSource CLOCK = () -> now;

    private static Vertx vertx;
    private static TestDatabase test;
    private static Database database;
    private static FakeStripe stripe;
    private static Stores stores;
    private static Map<String, Payments> providers;
    private static ReceiveEvent receive;
    private static ProcessEvents process;
    private static Mines mines;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
        database = test.database();
        stripe = new FakeStripe(vertx, CLOCK);
        stores = Stores.of(new Accounts(), new Ledger());
        providers = Map.of("stripe", new Stripe(stripe.settings()));
        receive = new ReceiveEvent(database, List.of(FakeStripe.SECRET), CLOCK);
        process = new ProcessEvents(database, stores, (tx, transfer, at) -> {}, CLOCK);
        // That an event has failed is noted beside it.
        mines = Mines.under(test, List.of("billing"), "billing.provider_event", "billing.alarm");
    }

    @AfterAll
    static void stop() {
        mines.close();
        stripe.close();
        test.close();
        vertx.close().await();
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(database.<List<String>>inTx(Conservation::check)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, won, 600", "false, lost, 0", "true, won, 1000", "true, lost, 400"})
    void everyEventHasAllOfItsEffectOrNone(boolean refundFails, String end, long left) {
        var buyer = Id.next();
        var payment = stripe.books.pay(opened(buyer, 1_000).session());
        var refund = stripe.books.refund(payment, 400, new JsonObject());
        if (refundFails) stripe.books.failRefund(refund.getString("id"));
        stripe.books.close(stripe.books.dispute(payment, 600), end.equals("won"));
        int deaths = 0;
        for (var event : stripe.books.takeUntold()) {
            deaths += mines.walk(() -> stripe.deliver(event, KilledPaymentsTest::receive), () -> {});
            deaths += mines.walk(process::run, () -> now = now.plus(Duration.ofHours(9)));
            assertThat(process.run()).as("one event, one effect").isFalse();
            assertThat(stripe.deliver(event, KilledPaymentsTest::receive)).isEqualTo(200);
            assertThat(process.run()).as("told again").isFalse();
        }
        assertThat(deaths).isGreaterThan(80);
        assertThat(wallet(buyer)).isEqualTo(left);
    }

    @Test
    void aRefundIsAskedForAndSentOnce() {
        var buyer = Id.next();
        var topUp = opened(buyer, 1_000);
        stripe.books.pay(topUp.session());
        stripe.deliver(Mail.GOOD, new Random(0), KilledPaymentsTest::receive);
        while (process.run()) {}
        var requests = new RefundRequests(stores);
        var refund = new UUID[1];
        int deaths = mines.walk(
                () -> {
                    var asked = database.inTx(tx -> requests.ask(tx, topUp.id(), Money.of(300, "USD"), now));
                    refund[0] = ((Request.Asked) asked).refundId();
                },
                () -> assertThat(wallet(buyer)).isEqualTo(1_000));
        assertThat(deaths).isGreaterThan(5);
        assertThat(wallet(buyer)).isEqualTo(700);
        // The provider has acted when we die; asked again, he says what he has done.
        var send = new SendRefunds(database, stores, providers, CLOCK);
        assertThat(mines.walk(() -> send.send(refund[0]), () -> now = now.plus(Duration.ofHours(1))))
                .isPositive();
        for (var event : stripe.books.takeUntold()) {
            stripe.deliver(event, KilledPaymentsTest::receive);
            mines.walk(process::run, () -> now = now.plus(Duration.ofHours(9)));
        }
        assertThat(wallet(buyer)).isEqualTo(700);
        assertThat(database.<Long>inTx(tx -> tx.rows(
                                "select count(*) from billing.movement where kind = 'refund' and journal_id in (select id from billing.journal where ref = $1)",
                                refund[0])
                        .getFirst()
                        .getLong(0)))
                .isEqualTo(1);
    }

    private static int receive(String signature, byte[] body) {
        return receive.receive(signature, body) == Verdict.NOT_GENUINE ? 400 : 200;
    }

    private static TopUp opened(UUID buyer, long amount) {
        var topUp = TopUp.asked(Id.next(), buyer, "stripe", Money.of(amount, "USD"), false, false, now);
        database.inTx(tx -> {
            stores.topUps().add(tx, topUp);
            return true;
        });
        return ((Opening.Opened) new OpenTopUp(database, stores.topUps(), providers).open(topUp.id())).topUp();
    }

    private static long wallet(UUID buyer) {
        var wallet = Account.of(buyer, AccountKind.BUYER_WALLET, java.util.Currency.getInstance("USD"));
        return database.read(tx -> stores.ledger().balance(tx, wallet)).minorUnits();
    }
}
