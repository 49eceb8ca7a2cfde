package dev.galena.billing.postpaid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Authority;
import dev.galena.billing.Conservation;
import dev.galena.billing.CreditLines;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.recurring.Jobs;
import dev.galena.billing.recurring.RunJobs;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CyclesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = Instant.parse("2027-03-20T09:00:00Z");

    private static Vertx vertx;
    private static TestDatabase test;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Accounts accounts = new Accounts();
    private final Ledger ledger = new Ledger();
    private final List<ClosedCycle> told = new ArrayList<>();
    private final Cycles cycles = new Cycles(accounts, ledger, new Clocks(now::get), (tx, cycle) -> {
        told.add(cycle);
        return cycle.owed();
    });
    private final RunJobs jobs = new RunJobs(database(), new Jobs(), now::get, List.of(cycles.job()));
    private final UUID buyer = Id.next();

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
    }

    @AfterAll
    static void close() {
        test.close();
        vertx.close().await();
    }

    private static Database database() {
        return test.database();
    }

    @BeforeEach
    void begin() {
        database().<Integer>inTx(tx -> tx.run("delete from billing.job"));
        jobs.run();
        database().<Boolean>inTx(tx -> {
            tx.run("update billing.postpaid set due_at = null");
            accounts.openBuyer(tx, buyer, EUR, START);
            new CreditLines(accounts, ledger)
                    .set(tx, buyer, eur(50_000), new Authority(Id.next(), "a good customer"), START);
            return true;
        });
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(database().<List<String>>inTx(Conservation::check)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 14, 30})
    void whatIsBelowZeroAtTheEndIsOwed(int days) {
        agree(days);
        spend(30_000);
        var end = START.atZone(BERLIN)
                .toLocalDate()
                .plusDays(days)
                .atStartOfDay(BERLIN)
                .toInstant();
        at(end.minusSeconds(1));
        assertThat(balance(AccountKind.BUYER_WALLET)).isEqualTo(-30_000);
        at(end);
        assertThat(balance(AccountKind.BUYER_WALLET)).isZero();
        assertThat(balance(AccountKind.BUYER_RECEIVABLE)).isEqualTo(-30_000);
        assertThat(told).singleElement().satisfies(cycle -> {
            assertThat(cycle.owed()).isEqualTo(eur(30_000));
            assertThat(cycle.span().start()).isEqualTo("2027-03-19T23:00:00Z");
            assertThat(cycle.span().end()).isEqualTo(end);
        });
    }

    /** Billing frees nothing of the credit line, paying does. */
    @Test
    void theCreditLineIsAsWideAfterTheBillAsBefore() {
        agree(7);
        spend(30_000);
        at(START.plus(Duration.ofDays(8)));
        assertThat(available()).isEqualTo(20_000);
        spend(20_000);
        assertThat(available()).isZero();
    }

    @Test
    void cyclesThatWereMissedFollowOneByOne() {
        agree(14);
        spend(1_000);
        at(START.plus(Duration.ofDays(60)));
        assertThat(told).extracting(c -> c.owed().minorUnits()).containsExactly(1_000L, 0L, 0L, 0L);
        for (int i = 1; i < told.size(); i++)
            assertThat(told.get(i).span().start())
                    .isEqualTo(told.get(i - 1).span().end());
    }

    @Test
    void whoHasMoneyLeftOwesNothing() {
        agree(7);
        post(new Transfer(Account.platform(AccountKind.BANK, EUR), wallet(), eur(500)));
        spend(400);
        at(START.plus(Duration.ofDays(8)));
        assertThat(told)
                .singleElement()
                .satisfies(c -> assertThat(c.owed().minorUnits()).isZero());
        assertThat(balance(AccountKind.BUYER_WALLET)).isEqualTo(100);
    }

    @Test
    void endingBillsTheRest() {
        agree(30);
        spend(700);
        at(START.plus(Duration.ofDays(3)));
        assertThat(end()).isPresent();
        assertThat(told).singleElement().satisfies(c -> {
            assertThat(c.owed()).isEqualTo(eur(700));
            assertThat(c.span().end()).isEqualTo(now.get());
        });
        assertThat(end()).isEmpty();
        at(START.plus(Duration.ofDays(100)));
        assertThat(told).hasSize(1);
    }

    private void agree(int days) {
        database().inTx(tx -> cycles.begin(tx, buyer, EUR, BERLIN, days));
    }

    private Optional<Agreed> end() {
        return database().<Optional<Agreed>>inTx(tx -> cycles.end(tx, buyer));
    }

    private void spend(long amount) {
        post(new Transfer(wallet(), Account.platform(AccountKind.PLATFORM_FEE, EUR), eur(amount)));
    }

    private void post(Transfer transfer) {
        database().<Boolean>inTx(tx -> {
            accounts.open(
                    tx,
                    List.of(Account.platform(AccountKind.PLATFORM_FEE, EUR), Account.platform(AccountKind.BANK, EUR)),
                    now.get());
            ledger.lockWallets(tx, Set.of(wallet().id()));
            ledger.post(tx, List.of(new Journal(Id.next(), "purchase", Id.next(), now.get(), List.of(transfer))));
            return true;
        });
    }

    private void at(Instant time) {
        now.set(time);
        while (jobs.run()) {}
    }

    private Account wallet() {
        return Account.wallet(buyer, EUR);
    }

    private long available() {
        return database()
                .<Long>inTx(tx -> ledger.lockWallets(tx, Set.of(wallet().id()))
                        .get(wallet().id())
                        .available());
    }

    private long balance(AccountKind kind) {
        return database()
                .inTx(tx -> ledger.balance(tx, Account.of(buyer, kind, EUR)))
                .minorUnits();
    }

    private static Money eur(long minorUnits) {
        return new Money(minorUnits, EUR);
    }
}
