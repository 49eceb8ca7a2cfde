package dev.galena.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.payment.FakeStripe.Mail;
import dev.galena.billing.payment.OpenTopUp.Opening;
import dev.galena.billing.payment.ReceiveEvent.Verdict;
import dev.galena.billing.payment.RefundRequests.Request;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money comes in by Stripe: whatever the order of what is told, and however often. */
class TopUpsTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static volatile Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private static final InstantSource CLOCK = () -> now;

    private static Vertx vertx;
    private static TestDatabase test;
    private static Database database;
    private static FakeStripe stripe;
    private static Stores stores;
    private static OpenTopUp open;
    private static ReceiveEvent receive;
    private static ProcessEvents process;
    private static SendRefunds sendRefunds;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
        database = test.database();
        stripe = new FakeStripe(vertx, CLOCK);
        stores = Stores.of(new Accounts(), new Ledger());
        var providers = Map.<String, Payments>of("stripe", new Stripe(stripe.settings()), "bank", new BankTransfer());
        open = new OpenTopUp(database, stores.topUps(), providers);
        receive = new ReceiveEvent(database, List.of("whsec_old", FakeStripe.SECRET), CLOCK);
        process = new ProcessEvents(database, stores, (tx, transfer, at) -> {}, CLOCK);
        sendRefunds = new SendRefunds(database, stores, providers, CLOCK);
    }

    @AfterAll
    static void stop() {
        stripe.close();
        test.close();
        vertx.close().await();
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(database.<List<String>>inTx(Conservation::check)).isEmpty();
    }

    @Test
    void theWebhookCreditsAndNothingElse() {
        var buyer = Id.next();
        var topUp = opened(buyer, 5_000);
        assertThat(topUp.url()).startsWith("https://checkout.example/");
        assertThat(wallet(buyer)).isZero();
        stripe.books.pay(topUp.session());
        assertThat(wallet(buyer)).isZero();
        deliver(Mail.GOOD, new Random(1));
        assertThat(wallet(buyer)).isEqualTo(5_000);
        assertThat(balance(clearing())).isNegative();
        assertThat(find(topUp.id()).state()).isEqualTo(TopUp.State.PAID);
    }

    @Test
    void aRepeatedRequestFindsTheSamePageAlsoWhenTheFirstAnswerWasLost() {
        var topUp = ask(Id.next(), 700);
        stripe.silent(1);
        assertThat(open.open(topUp.id())).isInstanceOf(Opening.Silent.class);
        var first = ((Opening.Opened) open.open(topUp.id())).topUp().session();
        var again = ((Opening.Opened) open.open(topUp.id())).topUp().session();
        assertThat(again).isEqualTo(first);
    }

    @Test
    void theSameEventFiftyTimesInParallelCreditsOnce() throws Exception {
        var buyer = Id.next();
        stripe.books.pay(opened(buyer, 900).session());
        var events = stripe.books.takeUntold();
        long before = number("select count(*) from billing.provider_event");
        var kept = new AtomicInteger();
        Callable<Integer> call = () -> {
            for (var event : events) {
                stripe.deliver(event, (signature, body) -> {
                    if (receive.receive(signature, body) == Verdict.KEPT) kept.incrementAndGet();
                    return 200;
                });
            }
            while (process.run()) {}
            return 0;
        };
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : pool.invokeAll(Collections.nCopies(50, call))) future.get();
        }
        assertThat(wallet(buyer)).isEqualTo(900);
        assertThat(kept.get()).isEqualTo(events.size());
        assertThat(number("select count(*) from billing.provider_event")).isEqualTo(before + events.size());
        // The locks see to it; the keys of the tables, which would stop a second credit too, were not needed.
        assertThat(number("select count(*) from billing.provider_event where trouble is not null"))
                .isZero();
    }

    /** He who has it in work may be waiting for the top-up in turn: two processes blocked each other. */
    @Test
    void whatWaitsForAPaymentAndIsInWorkDoesNotHoldThePaymentUp() throws Exception {
        var buyer = Id.next();
        var payment = stripe.books.pay(opened(buyer, 900).session());
        var paid = stripe.books.takeUntold();
        stripe.books.dispute(payment, 400);
        deliver(Mail.GOOD, new Random(5));
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            database.inTx(tx -> {
                tx.rows("select id from billing.provider_event where payment = $1 for no key update", payment);
                try {
                    other.submit(() -> {
                                for (var event : paid) stripe.deliver(event, TopUpsTest::receive);
                                while (process.run()) {}
                                return wallet(buyer);
                            })
                            .get();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                return true;
            });
        }
        assertThat(wallet(buyer)).isEqualTo(900);
        now = now.plus(Duration.ofHours(1));
        while (process.run()) {}
        assertThat(wallet(buyer)).isEqualTo(500);
    }

    @Test
    void onlyWhatIsSignedNowIsTaken() {
        byte[] body =
                "{\"id\":\"evt_x\",\"type\":\"x\",\"created\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String good = StripeSignature.header(FakeStripe.SECRET, body, now);
        assertThat(receive.receive(StripeSignature.header("whsec_other", body, now), body))
                .isEqualTo(Verdict.NOT_GENUINE);
        assertThat(receive.receive(StripeSignature.header(FakeStripe.SECRET, body, now.minusSeconds(301)), body))
                .isEqualTo(Verdict.NOT_GENUINE);
        assertThat(receive.receive(StripeSignature.header(FakeStripe.SECRET, body, now.plusSeconds(301)), body))
                .isEqualTo(Verdict.NOT_GENUINE);
        for (var odd : List.of("", "t=,v1=", "v1=00", "t=1", "t=99999999999999,v1=0", good + "0")) {
            assertThat(receive.receive(odd, body)).as(odd).isEqualTo(Verdict.NOT_GENUINE);
        }
        assertThat(receive.receive(
                        good,
                        "{\"id\":\"evt_y\",\"type\":\"x\",\"created\":1}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(Verdict.NOT_GENUINE);
        assertThat(receive.receive(good + ",v1=00", body)).isEqualTo(Verdict.KEPT);
        assertThat(receive.receive(good, body)).isEqualTo(Verdict.AGAIN);
        assertThat(new ReceiveEvent(database, List.of(), CLOCK).receive(good, body))
                .isEqualTo(Verdict.NOT_GENUINE);
    }

    /** Paid, refunded in part by hand, disputed for the rest, and the end of it. */
    @ParameterizedTest
    @ValueSource(strings = {"won", "lost", "open", "failed refund, won", "failed refund, lost"})
    void everyPermutationEndsInTheSameState(String end) {
        var states = new ArrayList<String>();
        for (var order : permutations(scene(end).events.size())) {
            var scene = scene(end);
            for (int i : order) {
                stripe.deliver(scene.events.get(i), TopUpsTest::receive);
                while (process.run()) {}
            }
            now = now.plus(Duration.ofHours(1));
            while (process.run()) {}
            states.add(state(scene));
            assertThat(state(scene)).as(end + " told as " + order).isEqualTo(states.getFirst());
        }
        assertThat(states).hasSizeGreaterThan(5);
        String expected = switch (end) {
            case "won" -> "wallet 600, owed 0, ours 0, theirs 0, stripe -600, paid, frozen false";
            case "lost" -> "wallet 0, owed 0, ours 0, theirs 0, stripe 0, paid, frozen false";
            case "open" -> "wallet 0, owed 0, ours 600, theirs -600, stripe 0, paid, frozen true";
            case "failed refund, won" -> "wallet 1000, owed 0, ours 0, theirs 0, stripe -1000, paid, frozen false";
            default -> "wallet 400, owed 0, ours 0, theirs 0, stripe -400, paid, frozen false";
        };
        assertThat(states.getFirst()).isEqualTo(expected);
    }

    @Test
    void whatWasSpentIsOwedWhenTheBankTakesItBack() {
        var buyer = Id.next();
        var topUp = paid(buyer, 1_000);
        spend(buyer, 800);
        var dispute = stripe.books.dispute(find(topUp.id()).payment(), 1_000);
        deliver(Mail.GOOD, new Random(2));
        assertThat(wallet(buyer)).isZero();
        assertThat(balance(Recourse.debt(buyer, USD))).isEqualTo(-800);
        assertThat(frozen(buyer)).isTrue();
        stripe.books.close(dispute, false);
        deliver(Mail.GOOD, new Random(3));
        assertThat(frozen(buyer)).as("as long as he owes").isTrue();
        paid(buyer, 900);
        assertThat(wallet(buyer)).isEqualTo(100);
        assertThat(balance(Recourse.debt(buyer, USD))).isZero();
        assertThat(frozen(buyer)).isFalse();
    }

    @Test
    void aRefundGoesOutOfTheWalletOnceAndComesBackWhenItFails() {
        var buyer = Id.next();
        var topUp = paid(buyer, 1_000);
        spend(buyer, 300);
        assertThat(refund(topUp.id(), 1_001)).isInstanceOf(Request.MoreThanRemains.class);
        assertThat(refund(topUp.id(), 701)).isEqualTo(new Request.MoreThanTheWallet(usd(700)));
        var asked = (Request.Asked) refund(topUp.id(), 500);
        assertThat(wallet(buyer)).isEqualTo(200);
        stripe.silent(1);
        assertThat(sendRefunds.send(asked.refundId()).state()).isEqualTo("asked");
        now = now.plus(Duration.ofMinutes(2));
        sendRefunds.run();
        deliver(new Mail(3, true, 0), Seeds.random("aRefundGoesOutOfTheWalletOnce", 4));
        var made =
                database.read(tx -> stores.refunds().find(tx, asked.refundId())).orElseThrow();
        assertThat(made.state()).isEqualTo("made");
        assertThat(wallet(buyer)).isEqualTo(200);
        assertThat(refund(topUp.id(), 501)).isInstanceOf(Request.MoreThanRemains.class);
        stripe.books.failRefund(made.providerRef());
        deliver(Mail.GOOD, new Random(5));
        assertThat(wallet(buyer)).isEqualTo(700);
    }

    @Test
    void anotherAmountThanAskedRaisesAnAlarmAndCreditsNothing() {
        var buyer = Id.next();
        var topUp = opened(buyer, 800);
        var event = paidEvent(topUp, 799);
        stripe.deliver(event, TopUpsTest::receive);
        while (process.run()) {}
        assertThat(wallet(buyer)).isZero();
        assertThat(alarms("topup-amount")).contains(Id.text("top", topUp.id()));
    }

    @Test
    void anExpiredPageFailsTheTopUpButMoneyThatComesAfterAllCounts() {
        var buyer = Id.next();
        var topUp = opened(buyer, 800);
        stripe.books.expire(topUp.session());
        deliver(Mail.GOOD, new Random(6));
        assertThat(find(topUp.id()).failure()).isEqualTo("expired");
        stripe.books.pay(topUp.session());
        deliver(Mail.GOOD, new Random(7));
        assertThat(find(topUp.id()).state()).isEqualTo(TopUp.State.PAID);
        assertThat(wallet(buyer)).isEqualTo(800);
    }

    /** Many buyers, all kinds of events, copies, shuffles and losses; what was lost is read again from the provider. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void badMailEndsAsGoodMail(long given) {
        long seed = Seeds.seed("badMailEndsAsGoodMail", given);
        var random = new Random(seed);
        var begin = now;
        var net = new TreeMap<UUID, Long>();
        for (int i = 0; i < 12; i++) {
            var buyer = Id.next();
            long amount = 100L + random.nextInt(900);
            var payment = stripe.books.pay(opened(buyer, amount).session());
            net.put(buyer, amount);
            if (random.nextBoolean()) {
                long back = 1 + random.nextLong(amount / 2);
                var refund = stripe.books.refund(payment, back, new JsonObject());
                if (random.nextInt(3) == 0) stripe.books.failRefund(refund.getString("id"));
                else net.merge(buyer, -back, Long::sum);
            }
            if (random.nextBoolean()) {
                long disputed = 1 + random.nextLong(amount / 2);
                var dispute = stripe.books.dispute(payment, disputed);
                boolean won = random.nextBoolean();
                stripe.books.close(dispute, won);
                if (!won) net.merge(buyer, -disputed, Long::sum);
            }
        }
        var lost = deliver(new Mail(3, true, 30), random);
        assertThat(lost).as("seed %d", seed).isNotEmpty();
        now = now.plus(Duration.ofMinutes(30));
        new CatchUp(database, new Stripe(stripe.settings()), CLOCK).run(begin.minusSeconds(1));
        while (process.run()) {}
        now = now.plus(Duration.ofHours(1));
        while (process.run()) {}
        net.forEach((buyer, expected) ->
                assertThat(wallet(buyer)).as("seed %d, %s", seed, buyer).isEqualTo(expected));
    }

    // ── what the tests are made of ──

    private record Scene(
            UUID buyer,
            UUID topUpId,
            long clearingBefore,
            long oursBefore,
            long theirsBefore,
            List<JsonObject> events) {}

    private static Scene scene(String end) {
        while (process.run()) {}
        var buyer = Id.next();
        var before = new Scene(buyer, buyer, balance(clearing()), balance(ours()), balance(theirs()), List.of());
        var topUp = opened(buyer, 1_000);
        var payment = stripe.books.pay(topUp.session());
        var refund = stripe.books.refund(payment, 400, new JsonObject());
        if (end.startsWith("failed refund")) stripe.books.failRefund(refund.getString("id"));
        var dispute = stripe.books.dispute(payment, 600);
        if (!end.equals("open")) stripe.books.close(dispute, end.endsWith("won"));
        var events = new ArrayList<>(stripe.books.takeUntold());
        events.removeIf(e -> e.getString("type").equals("payment_intent.succeeded"));
        return new Scene(buyer, topUp.id(), before.clearingBefore, before.oursBefore, before.theirsBefore, events);
    }

    private static String state(Scene scene) {
        return "wallet %d, owed %d, ours %d, theirs %d, stripe %d, %s, frozen %s"
                .formatted(
                        wallet(scene.buyer),
                        -balance(Recourse.debt(scene.buyer, USD)),
                        balance(ours()) - scene.oursBefore,
                        balance(theirs()) - scene.theirsBefore,
                        balance(clearing()) - scene.clearingBefore,
                        find(scene.topUpId).state().name().toLowerCase(java.util.Locale.ROOT),
                        frozen(scene.buyer));
    }

    private static List<List<Integer>> permutations(int n) {
        if (n == 0) return List.of(List.of());
        var all = new ArrayList<List<Integer>>();
        for (var shorter : permutations(n - 1)) {
            for (int at = 0; at <= shorter.size(); at++) {
                var longer = new ArrayList<>(shorter);
                longer.add(at, n - 1);
                all.add(longer);
            }
        }
        return all;
    }

    private static int receive(String signature, byte[] body) {
        return receive.receive(signature, body) == Verdict.NOT_GENUINE ? 400 : 200;
    }

    private static List<JsonObject> deliver(Mail mail, Random random) {
        var lost = stripe.deliver(mail, random, TopUpsTest::receive);
        while (process.run()) {}
        return lost;
    }

    private static TopUp ask(UUID buyer, long amount) {
        var topUp = TopUp.asked(Id.next(), buyer, "stripe", usd(amount), false, false, now);
        return database.inTx(tx -> {
            stores.topUps().add(tx, topUp);
            return topUp;
        });
    }

    private static TopUp opened(UUID buyer, long amount) {
        var opening = open.open(ask(buyer, amount).id());
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return ((Opening.Opened) opening).topUp();
    }

    private static TopUp paid(UUID buyer, long amount) {
        var topUp = opened(buyer, amount);
        stripe.books.pay(topUp.session());
        deliver(Mail.GOOD, new Random(0));
        return topUp;
    }

    private static JsonObject paidEvent(TopUp topUp, long amount) {
        var session = JsonObject.of(
                "id",
                topUp.session(),
                "payment_intent",
                "pi_odd",
                "payment_status",
                "paid",
                "amount_total",
                amount,
                "currency",
                "usd",
                "metadata",
                JsonObject.of("topup", Id.text("top", topUp.id())));
        return JsonObject.of(
                "id",
                "evt_" + topUp.reference(),
                "type",
                "checkout.session.completed",
                "created",
                now.getEpochSecond(),
                "data",
                JsonObject.of("object", session));
    }

    private static Request refund(UUID topUpId, long amount) {
        return database.inTx(tx -> new RefundRequests(stores).ask(tx, topUpId, usd(amount), now));
    }

    private static void spend(UUID buyer, long amount) {
        database.inTx(tx -> {
            var revenue = Account.platform(AccountKind.PLATFORM_REVENUE, USD);
            stores.accounts().open(tx, List.of(revenue), now);
            var lines = List.of(new Transfer(Account.wallet(buyer, USD), revenue, usd(amount)));
            stores.ledger().post(tx, List.of(new Journal(Id.next(), "purchase", Id.next(), now, lines)));
            return amount;
        });
    }

    private static TopUp find(UUID id) {
        return database.read(tx -> stores.topUps().find(tx, id)).orElseThrow();
    }

    private static long wallet(UUID buyer) {
        return balance(Account.wallet(buyer, USD));
    }

    private static long balance(Account account) {
        return database.read(tx -> stores.ledger().balance(tx, account)).minorUnits();
    }

    private static long number(String sql) {
        return database.read(tx -> tx.rows(sql)).getFirst().getLong(0);
    }

    private static boolean frozen(UUID buyer) {
        return database.read(tx -> tx.rows(
                        "select frozen from billing.balance where account_id = $1",
                        Account.wallet(buyer, USD).id())
                .getFirst()
                .getBoolean(0));
    }

    private static List<String> alarms(String kind) {
        return database.read(tx -> tx.rows("select subject from billing.alarm where kind = $1", kind)).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static Account clearing() {
        return Account.of(null, AccountKind.PSP_CLEARING, "stripe", USD);
    }

    private static Account ours() {
        return Account.platform(AccountKind.DISPUTE_SUSPENSE, USD);
    }

    private static Account theirs() {
        return Account.of(null, AccountKind.DISPUTE_SUSPENSE, "stripe", USD);
    }

    private static Money usd(long minorUnits) {
        return Money.of(minorUnits, "USD");
    }
}
