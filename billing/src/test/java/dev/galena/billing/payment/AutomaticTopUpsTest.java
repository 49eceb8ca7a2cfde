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
import dev.galena.billing.payment.AutomaticTopUps.Rule;
import dev.galena.billing.payment.FakeStripe.Mail;
import dev.galena.billing.payment.OpenTopUp.Opening;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wallet that fills itself up, and stops when that happens too often. */
class AutomaticTopUpsTest {

    private volatile Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final Vertx vertx = Vertx.vertx();
    private final AutomaticTopUps rules = new AutomaticTopUps();
    private final Stores stores = Stores.of(new Accounts(), new Ledger());
    private final UUID buyer = Id.next();
    private TestDatabase test;
    private Database database;
    private FakeStripe stripe;
    private ReceiveEvent receive;
    private ProcessEvents process;
    private TopUpAutomatically automatically;

    @BeforeEach
    void aBuyerWithACardAndARule() {
        test = TestDatabase.create(vertx, "billing");
        database = test.database();
        stripe = new FakeStripe(vertx, clock);
        var provider = new Stripe(stripe.settings());
        receive = new ReceiveEvent(database, List.of(FakeStripe.SECRET), clock);
        process = new ProcessEvents(database, stores, (tx, transfer, at) -> {}, clock);
        automatically = new TopUpAutomatically(database, rules, stores, provider, clock);
        var topUp = TopUp.asked(Id.next(), buyer, "stripe", usd(1_000), false, true, now);
        database.inTx(tx -> {
            stores.topUps().add(tx, topUp);
            rules.set(tx, buyer, usd(500), usd(800), now);
            return topUp;
        });
        var opening =
                new OpenTopUp(database, stores.topUps(), Map.<String, Payments>of("stripe", provider)).open(topUp.id());
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        stripe.books.pay(((Opening.Opened) opening).topUp().session());
        deliver();
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(database.<List<String>>inTx(Conservation::check)).isEmpty();
        stripe.close();
        test.close();
        vertx.close().await();
    }

    @Test
    void aLowWalletIsFilledUpOnceWhateverTheNumberOfProcesses() throws Exception {
        assertThat(automatically.run()).as("not low").isZero();
        spend(501);
        Callable<Integer> run = automatically::run;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : pool.invokeAll(java.util.Collections.nCopies(8, run))) each.get();
        }
        deliver();
        assertThat(wallet()).isEqualTo(499 + 800);
        assertThat(automatically.run()).isZero();
    }

    @Test
    void aChargeWithoutAnswerIsRepeatedAndMadeOnce() {
        spend(600);
        stripe.silent(1);
        automatically.run();
        assertThat(automatically.run()).as("one at a time").isZero();
        now = now.plus(Duration.ofMinutes(2));
        assertThat(automatically.run()).isEqualTo(1);
        deliver();
        assertThat(wallet()).isEqualTo(400 + 800);
    }

    @Test
    void theFourthWithinTenMinutesStopsItAndSomebodyIsTold() {
        for (int i = 0; i < 3; i++) {
            spend(wallet() - 100);
            assertThat(automatically.run()).isEqualTo(1);
            deliver();
            now = now.plus(Duration.ofMinutes(2));
        }
        spend(wallet() - 100);
        assertThat(automatically.run()).isZero();
        assertThat(rule().stopped()).isEqualTo("too-often");
        assertThat(alarms()).containsExactly("automatic-topup-stopped");
        assertThat(wallet()).isEqualTo(100);
        now = now.plus(Duration.ofHours(1));
        assertThat(automatically.run()).as("stopped until it is set again").isZero();
        database.inTx(tx -> {
            rules.set(tx, buyer, usd(500), usd(800), now);
            return now;
        });
        assertThat(automatically.run()).isEqualTo(1);
    }

    @Test
    void threeInMoreThanTenMinutesGoOn() {
        for (int i = 0; i < 6; i++) {
            spend(wallet() - 100);
            assertThat(automatically.run()).as("round %d", i).isEqualTo(1);
            deliver();
            now = now.plus(Duration.ofMinutes(5));
        }
    }

    @Test
    void aCardThatIsDeclinedStopsItToo() {
        stripe.declining(true);
        spend(900);
        for (int i = 0; i < 4; i++) {
            automatically.run();
            deliver();
        }
        assertThat(rule().stopped()).isEqualTo("too-often");
        assertThat(wallet()).isEqualTo(100);
    }

    private void deliver() {
        stripe.deliver(new Mail(2, true, 0), Seeds.random("mail", 1), (signature, body) -> {
            receive.receive(signature, body);
            return 200;
        });
        while (process.run()) {}
    }

    private Rule rule() {
        return database.read(tx -> rules.find(tx, buyer)).orElseThrow();
    }

    private List<String> alarms() {
        return database.read(tx -> tx.rows("select kind from billing.alarm")).stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private long wallet() {
        return database.read(tx -> stores.ledger().balance(tx, Account.wallet(buyer, usd(0).currency())))
                .minorUnits();
    }

    private void spend(long amount) {
        database.inTx(tx -> {
            var revenue = Account.platform(AccountKind.PLATFORM_REVENUE, usd(0).currency());
            stores.accounts().open(tx, List.of(revenue), now);
            var line = new Transfer(Account.wallet(buyer, usd(0).currency()), revenue, usd(amount));
            stores.ledger().post(tx, List.of(new Journal(Id.next(), "purchase", Id.next(), now, List.of(line))));
            return amount;
        });
    }

    private static Money usd(long minorUnits) {
        return Money.of(minorUnits, "USD");
    }
}
