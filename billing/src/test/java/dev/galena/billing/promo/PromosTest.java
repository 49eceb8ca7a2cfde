package dev.galena.billing.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.News;
import dev.galena.billing.Transfer;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.recurring.Jobs;
import dev.galena.billing.recurring.RunJobs;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Seeds;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromosTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant START = Instant.parse("2026-11-15T09:00:00Z");

    private static Vertx vertx;
    private static TestDatabase test;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Accounts accounts = new Accounts();
    private final Ledger ledger = new Ledger();
    private final List<News> news = new ArrayList<>();
    private final Promos promos = new Promos(accounts, ledger, new Clocks(now::get), (tx, told) -> news.addAll(told));
    private final RunJobs jobs = new RunJobs(database(), new Jobs(), now::get, List.of(promos.job()));
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
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(database().<List<String>>inTx(Conservation::check)).isEmpty();
    }

    @Test
    void whatIsNotSpentInItsTimeExpires() {
        long expired = balance(AccountKind.EXPIRED_CREDIT);
        grant(1_000, 10);
        grant(500, null);
        spend(300);
        after(9);
        assertThat(balance()).isEqualTo(1_200);
        after(10);
        assertThat(balance()).isEqualTo(500);
        assertThat(balance(AccountKind.EXPIRED_CREDIT) - expired).isEqualTo(700);
        assertThat(news).extracting(News::type).containsExactly("promo.granted", "promo.granted", "promo.expired");
        after(400);
        assertThat(balance()).isEqualTo(500);
    }

    @Test
    void whatIsSpentExpiresNot() {
        grant(1_000, 10);
        spend(1_000);
        after(11);
        assertThat(balance()).isZero();
        assertThat(news).hasSize(1);
        assertThat(left()).containsExactly(0L);
    }

    /** What was spent before a grant was made did not come from it, though it expires first. */
    @Test
    void aLaterGrantThatExpiresSoonerPaysOnlyWhatCameAfterIt() {
        grant(1_000, 30);
        spend(800);
        after(5);
        grant(1_000, 10);
        spend(100);
        after(20);
        assertThat(balance()).isEqualTo(200);
        after(40);
        assertThat(balance()).isZero();
    }

    @Test
    void creditThatComesBackStays() {
        grant(1_000, 10);
        spend(1_000);
        after(5);
        post("return", new Transfer(Account.platform(AccountKind.MARKETING, EUR), promo(), eur(400)));
        grant(50, 10);
        after(100);
        assertThat(balance()).isEqualTo(400);
    }

    @Test
    void twoPartiesExpireInOneGo() {
        grant(1_000, 10);
        var other = Id.next();
        database().inTx(tx -> promos.grant(tx, other, eur(70), "welcome", START.plus(Duration.ofDays(10))));
        after(11);
        assertThat(balance()).isZero();
        assertThat(balance(Account.of(other, AccountKind.BUYER_PROMO, EUR))).isZero();
    }

    /** Against a model that keeps each unit's end: spent first what ends first, and gone when its time is over. */
    @Test
    void anyHistoryAgreesWithAModelOfSingleUnits() {
        long seed = Seeds.seed("anyHistoryAgreesWithAModelOfSingleUnits", 20_261_115);
        var random = new Random(seed);
        var model = new TreeMap<Integer, Long>(); // by the day it ends on
        int day = 0;
        for (int step = 0; step < 80; step++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    int end = day + 1 + random.nextInt(20);
                    long amount = 1L + random.nextInt(500);
                    grant(amount, end);
                    model.merge(end, amount, Long::sum);
                }
                case 1 -> {
                    long all =
                            model.values().stream().mapToLong(Long::longValue).sum();
                    if (all > 0) {
                        long rest = 1 + random.nextLong(all);
                        spend(rest);
                        while (rest > 0) {
                            var first = model.pollFirstEntry();
                            long part = Math.min(rest, first.getValue());
                            if (part < first.getValue()) model.put(first.getKey(), first.getValue() - part);
                            rest -= part;
                        }
                    }
                }
                default -> {
                    day += random.nextInt(6);
                    after(day);
                    model.headMap(day, true).clear();
                }
            }
            assertThat(balance())
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(
                            model.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    private void grant(long amount, Integer untilDay) {
        var until = untilDay == null ? null : START.plus(Duration.ofDays(untilDay));
        database().inTx(tx -> promos.grant(tx, buyer, eur(amount), "welcome", until));
    }

    private void spend(long amount) {
        post("purchase", new Transfer(promo(), Account.platform(AccountKind.PLATFORM_FEE, EUR), eur(amount)));
    }

    private void post(String kind, Transfer transfer) {
        database().<Boolean>inTx(tx -> {
            accounts.open(tx, List.of(Account.platform(AccountKind.PLATFORM_FEE, EUR)), now.get());
            ledger.lockWallets(tx, Set.of(promo().id()));
            ledger.post(tx, List.of(new Journal(Id.next(), kind, Id.next(), now.get(), List.of(transfer))));
            return true;
        });
    }

    private void after(int days) {
        now.set(START.plus(Duration.ofDays(days)));
        while (jobs.run()) {}
    }

    private List<Long> left() {
        return new ReadPromos(database())
                .page(buyer, Page.first(10)).rows().stream()
                        .map(g -> g.left().minorUnits())
                        .toList();
    }

    private Account promo() {
        return Account.of(buyer, AccountKind.BUYER_PROMO, EUR);
    }

    private long balance() {
        return balance(promo());
    }

    private long balance(AccountKind kind) {
        return balance(Account.platform(kind, EUR));
    }

    private long balance(Account account) {
        return database().inTx(tx -> ledger.balance(tx, account)).minorUnits();
    }

    private static Money eur(long minorUnits) {
        return new Money(minorUnits, EUR);
    }
}
