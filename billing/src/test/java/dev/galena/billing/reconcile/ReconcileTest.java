package dev.galena.billing.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.payment.FakeStripe;
import dev.galena.billing.payment.FakeStripe.Mail;
import dev.galena.billing.payment.OpenTopUp;
import dev.galena.billing.payment.OpenTopUp.Opening;
import dev.galena.billing.payment.Payments;
import dev.galena.billing.payment.ProcessEvents;
import dev.galena.billing.payment.ReceiveEvent;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.payment.Stripe;
import dev.galena.billing.payment.TopUp;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider's books against ours, day by day. */
class ReconcileTest {

    private static final Instant FIRST_DAY = Instant.parse("2026-11-02T00:00:00Z");

    private volatile Instant now = FIRST_DAY.plus(Duration.ofHours(9));
    private final InstantSource clock = () -> now;
    private final Vertx vertx = Vertx.vertx();
    private TestDatabase test;
    private Database database;
    private FakeStripe stripe;
    private Stores stores;
    private OpenTopUp open;
    private ReceiveEvent receive;
    private ProcessEvents process;
    private ReconcileDays reconcile;

    @BeforeEach
    void start() {
        test = TestDatabase.create(vertx, "billing");
        database = test.database();
        stripe = new FakeStripe(vertx, clock);
        stores = Stores.of(new Accounts(), new Ledger());
        var provider = new Stripe(stripe.settings());
        open = new OpenTopUp(database, stores.topUps(), Map.<String, Payments>of("stripe", provider));
        receive = new ReceiveEvent(database, List.of(FakeStripe.SECRET), clock);
        process = new ProcessEvents(database, stores, (tx, transfer, at) -> {}, clock);
        reconcile = new ReconcileDays(database, provider, stores, new ProviderLines(), clock);
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(database.<List<String>>inTx(Conservation::check)).isEmpty();
        stripe.close();
        test.close();
        vertx.close().await();
    }

    @Test
    void cleanDaysAreSilentAndTheClearingAccountIsWhatStripeHolds() {
        var random = Seeds.random("aCleanDay", 31);
        for (int day = 0; day < 4; day++) {
            trade(random, 25);
            nextDay();
            while (reconcile.run()) {}
            assertThat(alarms()).as("day %d", day).isEmpty();
        }
        long held = stripe.books.transactions().stream()
                .mapToLong(t -> t.getLong("net"))
                .sum();
        assertThat(balance(Account.of(null, AccountKind.PSP_CLEARING, "stripe", usd(0).currency())))
                .isEqualTo(-held);
        assertThat(days()).containsExactly("2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05");
        long unmatched = database.read(tx -> tx.rows("select count(*) from billing.provider_line where not matched")
                .getFirst()
                .getLong(0));
        assertThat(unmatched).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42})
    void eachOfFiftyFaultsIsFoundAndNothingElse(long given) {
        long seed = Seeds.seed("eachOfFiftyFaultsIsFoundAndNothingElse", given);
        var random = new Random(seed);
        trade(random, 90);
        var expected = break50(random);
        nextDay();
        assertThat(reconcile.run()).isTrue();
        assertThat(alarms()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
        var amount = "-?\\d+\\.\\d\\d ";
        assertThat(detail("line-unknown")).matches("paid pi_odd\\d of " + amount + "USD at .*; ours: none");
        assertThat(detail("amount-differs")).matches("paid .* of " + amount + "USD at .*; ours: " + amount + "USD");
        assertThat(detail("currency-differs")).matches("paid .* of " + amount + "EUR at .*; ours: " + amount + "USD");
        assertThat(detail("line-missing")).matches(amount + "USD at .*, journal [-0-9a-f]{36}");
        assertThat(expected).hasSize(50);
        assertThat(reconcile.run()).as("once a day").isFalse();
        reconcile.run(java.time.LocalDate.parse("2026-11-02"));
        assertThat(alarms()).as("seed %d, again", seed).hasSize(50);
    }

    @Test
    void monthsOfDowntimeAreCaughtUpInOrderAndALateEventEndsItsAlarm() {
        trade(Seeds.random("trade", 51), 3);
        var late = opened(700);
        stripe.books.pay(late.session());
        var untold = stripe.books.takeUntold();
        now = now.plus(Duration.ofDays(60));
        while (reconcile.run()) {}
        assertThat(days()).hasSize(60).isSorted();
        assertThat(alarms()).singleElement().asString().startsWith("line-unknown");
        untold.forEach(event -> stripe.deliver(event, this::receive));
        while (process.run()) {}
        nextDay();
        while (reconcile.run()) {}
        assertThat(alarms()).isEmpty();
    }

    @Test
    void aLineThatIsAnotherWhenReadAgainRaisesAnAlarm() {
        trade(Seeds.random("trade", 61), 2);
        nextDay();
        reconcile.run();
        var line = stripe.books.transactions().getFirst().getString("id");
        stripe.books.tamper(t -> t.getString("id").equals(line) ? t.put("amount", 5L) : t);
        reconcile.run(java.time.LocalDate.parse("2026-11-02"));
        assertThat(alarms()).containsExactly("line-changed " + line);
        assertThat(detail("line-changed")).matches("was \\d+\\.\\d\\d USD, is 0\\.05 USD");
    }

    /** Ten each of five kinds. */
    private List<String> break50(Random random) {
        var lines = new ArrayList<>(stripe.books.transactions());
        lines.removeIf(line -> !line.getString("type").equals("charge"));
        Collections.shuffle(lines, random);
        var expected = new ArrayList<String>();
        var fate = new HashMap<String, Integer>();
        for (int i = 0; i < 40; i++) fate.put(lines.get(i).getString("id"), i / 10);
        for (var line : lines) {
            var payment = line.getJsonObject("source").getString("payment_intent");
            switch (fate.getOrDefault(line.getString("id"), -1)) {
                case 0 -> expected.add("line-missing paid " + payment);
                case 1 -> expected.add("amount-differs " + line.getString("id"));
                case 2 -> expected.add("currency-differs " + line.getString("id"));
                case 3 -> {
                    var again = line.copy().put("id", "txn_again_" + line.getString("id"));
                    stripe.books.add(again);
                    expected.add("line-repeated " + again.getString("id"));
                }
                default -> {}
            }
        }
        for (int i = 0; i < 10; i++) {
            var source = JsonObject.of("id", "ch_odd" + i, "payment_intent", "pi_odd" + i);
            stripe.books.add(lines.get(40).copy().put("id", "txn_odd" + i).put("source", source));
            expected.add("line-unknown txn_odd" + i);
        }
        stripe.books.tamper(line -> switch (fate.getOrDefault(line.getString("id"), -1)) {
            case 0 -> null;
            case 1 -> line.put("amount", line.getLong("amount") + 1);
            case 2 -> line.put("currency", "eur");
            default -> line;
        });
        return expected;
    }

    private void trade(Random random, int topUps) {
        for (int i = 0; i < topUps; i++) {
            long amount = 1_000L + random.nextInt(9_000);
            var payment = stripe.books.pay(opened(amount).session());
            if (random.nextInt(5) == 0) {
                var refund = stripe.books.refund(payment, amount / 4, new JsonObject());
                if (random.nextBoolean()) stripe.books.failRefund(refund.getString("id"));
            }
            if (random.nextInt(5) == 0) {
                var dispute = stripe.books.dispute(payment, amount / 2);
                if (random.nextBoolean()) stripe.books.close(dispute, random.nextBoolean());
            }
        }
        stripe.books.payout(2_000, "usd");
        stripe.deliver(new Mail(2, true, 0), random, this::receive);
        while (process.run()) {}
        now = now.plus(Duration.ofMinutes(30));
        while (process.run()) {}
    }

    private int receive(String signature, byte[] body) {
        receive.receive(signature, body);
        return 200;
    }

    private TopUp opened(long amount) {
        var topUp = TopUp.asked(Id.next(), Id.next(), "stripe", usd(amount), false, false, now);
        database.inTx(tx -> {
            stores.topUps().add(tx, topUp);
            return topUp;
        });
        return ((Opening.Opened) open.open(topUp.id())).topUp();
    }

    private void nextDay() {
        now = now.plus(Duration.ofDays(1));
    }

    private List<String> alarms() {
        var open = database.read(
                tx -> tx.rows(
                        "select kind || ' ' || subject from billing.alarm where resolved_at is null and kind <> 'dispute-opened'"));
        return new ArrayList<>(
                new TreeSet<>(open.stream().map(row -> row.getString(0)).toList()));
    }

    private String detail(String kind) {
        return database.read(tx -> tx.rows("select detail from billing.alarm where kind = $1 limit 1", kind))
                .getFirst()
                .getString(0);
    }

    private List<String> days() {
        return database.read(tx -> tx.rows("select day from billing.reconciliation order by id")).stream()
                .map(row -> row.getLocalDate(0).toString())
                .toList();
    }

    private long balance(Account account) {
        return database.read(tx -> stores.ledger().balance(tx, account)).minorUnits();
    }

    private static Money usd(long minorUnits) {
        return Money.of(minorUnits, "USD");
    }
}
