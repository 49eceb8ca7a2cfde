package dev.galena.billing.subscription;

import static dev.galena.billing.subscription.SubscriptionWorld.EUR;
import static dev.galena.billing.subscription.SubscriptionWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.recurring.Period;
import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import dev.galena.billing.terms.TaxStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to subscriptions by itself. */
class RenewalsTest {

    @RegisterExtension
    static final SubscriptionWorld world = new SubscriptionWorld();

    @Test
    void theNextMonthIsChargedAtItsFirstMoment() {
        var buyer = world.buyer(30_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        world.take(buyer, 4);
        world.at("2026-12-14T23:59:59+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(20_000);
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(10_000);
        assertThat(world.read(s).period()).isEqualTo(2);
        assertThat(world.quotas(s)).singleElement().satisfies(q -> {
            assertThat(q.left()).isEqualTo(10);
            assertThat(q.expiresAt()).isEqualTo("2027-01-14T23:00:00Z");
        });
        assertThat(world.told(s)).containsExactly("subscription.started", "subscription.renewed");
    }

    @Test
    void whatIsLeftOverIsRevenueWhereNothingIsCarriedOn() {
        var buyer = world.buyer(10_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 3)));
        world.take(buyer, 1);
        long revenue = world.balance(AccountKind.PLATFORM_REVENUE);
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.balance(AccountKind.PLATFORM_REVENUE) - revenue).isEqualTo(6_667);
        assertThat(world.quotas(s)).isEmpty();
        assertThat(world.read(s).status()).isEqualTo(Status.PAST_DUE);
    }

    @Test
    void monthsOfStandstillAreChargedOneByOneInOrder() {
        world.at("2027-01-31T10:00:00+01:00");
        var buyer = world.buyer(100_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        world.at("2027-06-15T10:00:00+02:00");
        var charges = world.charges(s);
        assertThat(charges).extracting(Charge::period).containsExactly(1, 2, 3, 4, 5);
        assertThat(charges)
                .extracting(c -> c.span()
                        .start()
                        .atZone(SubscriptionWorld.BERLIN)
                        .toLocalDate()
                        .toString())
                .containsExactly("2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31");
        assertTiled(charges);
        assertThat(world.quotas(s))
                .singleElement()
                .satisfies(q -> assertThat(q.period()).isEqualTo(5));
        assertThat(world.wallet(buyer)).isEqualTo(50_000);
    }

    @Test
    void aTrialIsFollowedByTheFirstMonth() {
        var buyer = world.buyer(10_000);
        var terms = with(world.terms(10_000, 10), new Trial(14, 2), Rollover.NONE);
        var s = world.started(buyer, world.plan(terms));
        assertThat(world.take(buyer, 5)).isEqualTo(2);
        assertThat(world.wallet(buyer)).isEqualTo(10_000);
        world.at("2026-11-28T23:59:00+01:00");
        assertThat(world.read(s).status()).isEqualTo(Status.TRIALING);
        world.at("2026-11-29T00:00:00+01:00");
        assertThat(world.read(s).status()).isEqualTo(Status.ACTIVE);
        assertThat(world.read(s).span().end()).isEqualTo("2026-12-28T23:00:00Z");
        assertThat(world.wallet(buyer)).isZero();
        assertThat(world.take(buyer, 20)).isEqualTo(10);
    }

    @Test
    void dunningAsksAfterOneThreeFiveAndSevenDaysAndThenEnds() {
        var buyer = world.buyer(10_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        var failed = new ArrayList<Instant>();
        var end = Instant.parse("2026-12-14T23:00:00Z");
        world.goTo(end, Duration.ofDays(40));
        failed.add(world.now());
        int attempts = 1;
        assertThat(world.read(s).attempts()).isEqualTo(1);
        for (int hour = 1; hour <= 24 * 9; hour++) {
            world.at(end.plus(Duration.ofHours(hour)));
            var at = world.read(s);
            if (at.attempts() > attempts || (at.status() == Status.ENDED && failed.size() < 5)) {
                failed.add(world.now());
                attempts = at.attempts();
            }
        }
        assertThat(failed).extracting(t -> Duration.between(end, t).toDays()).containsExactly(0L, 1L, 3L, 5L, 7L);
        assertThat(world.read(s).status()).isEqualTo(Status.ENDED);
        assertThat(world.told(s))
                .containsExactly(
                        "subscription.started",
                        "subscription.past_due",
                        "subscription.past_due",
                        "subscription.past_due",
                        "subscription.past_due",
                        "subscription.ended");
        world.fund(buyer, 50_000);
        world.at(end.plus(Duration.ofDays(60)));
        assertThat(world.wallet(buyer)).isEqualTo(50_000);
    }

    @Test
    void whoPaysDuringDunningKeepsHisDays() {
        var buyer = world.buyer(10_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        world.at("2026-12-15T00:00:00+01:00");
        world.fund(buyer, 10_000);
        world.at("2026-12-15T23:59:00+01:00");
        assertThat(world.read(s).status()).isEqualTo(Status.PAST_DUE);
        world.at("2026-12-16T00:00:00+01:00");
        var paid = world.read(s);
        assertThat(paid.status()).isEqualTo(Status.ACTIVE);
        assertThat(paid.attempts()).isZero();
        assertThat(paid.span().start()).isEqualTo("2026-12-14T23:00:00Z");
        assertThat(paid.span().end()).isEqualTo("2027-01-14T23:00:00Z");
    }

    /** Nobody was there for a month: the four further attempts are still days apart, and not made in one minute. */
    @Test
    void dunningThatComesLateLeavesTimeToPay() {
        var buyer = world.buyer(10_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        world.at("2027-01-10T00:00:00+01:00");
        assertThat(world.read(s).attempts()).isEqualTo(1);
        assertThat(world.read(s).dueAt()).isEqualTo("2027-01-10T23:00:00Z");
    }

    @Test
    void leadsLeftOverGoOnAndAreUsedFirst() {
        var buyer = world.buyer(100_000);
        var s = world.started(buyer, world.plan(with(world.terms(10_000, 10), Trial.NONE, new Rollover(15, 2))));
        world.take(buyer, 3);
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.quotas(s))
                .extracting(q -> q.left() + " until " + q.expiresAt())
                .containsExactly("10 until 2027-01-14T23:00:00Z", "7 until 2027-02-14T23:00:00Z");
        long revenue = world.balance(AccountKind.PLATFORM_REVENUE);
        world.at("2027-01-15T00:00:00+01:00");
        // 7 are waiting, 10 are left over, 15 may wait: 8 go on, 2 are revenue.
        assertThat(world.quotas(s))
                .extracting(q -> q.left() + " until " + q.expiresAt())
                .containsExactly(
                        "7 until 2027-02-14T23:00:00Z",
                        "10 until 2027-02-14T23:00:00Z",
                        "8 until 2027-03-14T23:00:00Z");
        assertThat(world.balance(AccountKind.PLATFORM_REVENUE) - revenue).isEqualTo(2_000);
        world.take(buyer, 8);
        assertThat(world.quotas(s)).extracting(Quota::left).containsExactly(0, 9, 8);
        world.at("2027-02-15T00:00:00+01:00");
        // What was carried over is not carried over again.
        assertThat(world.quotas(s))
                .extracting(q -> q.left() + " until " + q.expiresAt())
                .containsExactly(
                        "8 until 2027-03-14T23:00:00Z",
                        "10 until 2027-03-14T23:00:00Z",
                        "7 until 2027-04-14T22:00:00Z");
    }

    @Test
    void vatIsOnTopAndFrozenInTheCharge() {
        var buyer = world.buyer(30_000);
        world.tx(tx -> tx.run(
                "insert into billing.tax_standing values ($1, 'DE', 'S', 1900, 'de-domestic', $2)",
                buyer,
                world.now()));
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        assertThat(world.wallet(buyer)).isEqualTo(18_100);
        assertThat(world.balance(Account.of(null, AccountKind.VAT_OUTPUT, "DE 19.00", EUR)))
                .isEqualTo(1_900);
        assertThat(world.charges(s).getFirst().tax())
                .isEqualTo(new Tax(new TaxStanding("DE", "S", 1_900), "de-domestic"));
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(6_200);
        world.at("2027-01-15T00:00:00+01:00"); // 62.00 do not cover 119.00
        assertThat(world.read(s).status()).isEqualTo(Status.PAST_DUE);
    }

    @Test
    void twoSubscriptionsOfOneWalletThatCoversOne() {
        var buyer = world.buyer(30_000);
        var first = world.started(buyer, world.plan(world.terms(10_000, 10)));
        var second = world.started(buyer, world.plan(world.terms(10_000, 10)));
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(List.of(world.read(first).status(), world.read(second).status()))
                .containsExactlyInAnyOrder(Status.ACTIVE, Status.PAST_DUE);
        assertThat(world.wallet(buyer)).isZero();
    }

    /**
     * Eight workers, forty subscriptions, six months at once: each month of each is charged once, in order. And nobody tries twice
     * what another one does: the locks say so already, and not only the keys of the tables, which would stop it too.
     */
    @Test
    void manyWorkersChargeEachMonthOnce() throws Exception {
        var plan = world.plan(with(world.terms(1_000, 5), Trial.NONE, new Rollover(3, 1)));
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) all.add(world.started(world.buyer(100_000), plan));
        var workers = new ArrayList<Future<?>>();
        var refused = new ConcurrentLinkedQueue<RuntimeException>();
        world.set(Instant.parse("2027-05-20T00:00:00Z"));
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var jobs = world.jobs(refused);
                workers.add(pool.submit(() -> {
                    for (int idle = 0; idle < 20; idle++) if (jobs.run()) idle = 0;
                }));
            }
            for (var worker : workers) worker.get();
        }
        assertThat(refused).as("stopped by the tables").isEmpty();
        while (world.jobs.run()) {}
        for (var s : all) {
            assertThat(world.charges(s)).extracting(Charge::period).containsExactly(1, 2, 3, 4, 5, 6, 7);
            assertTiled(world.charges(s));
            assertThat(world.wallet(s.partyId())).isEqualTo(93_000);
        }
    }

    /** A buyer cancels while his renewal is under way: it waits for a wallet that somebody holds. */
    @Test
    void aCancellationIsNotLostToARenewal() throws Exception {
        var s = world.started(world.buyer(100_000), world.plan(world.terms(1_000, 5)));
        var wallet = Account.wallet(s.partyId(), EUR).id();
        world.set(Instant.parse("2026-12-15T01:00:00Z"));
        var held = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var holding = pool.submit(() -> world.tx(tx -> {
                world.ledger.lockWallets(tx, List.of(wallet));
                held.countDown();
                return await(over, 20);
            }));
            held.await();
            var renewing = pool.submit(() -> {
                while (world.jobs.run()) {}
            });
            while (world.waiting() == 0 && !renewing.isDone()) Thread.sleep(5);
            var cancelling = pool.submit(() -> {
                world.agree(tx -> world.subscribing.agreements.cancel(tx, s.partyId(), s.id()));
                cancelled.countDown();
            });
            // It should not be over: who cancels waits for the renewal, which waits for us.
            assertThat(await(cancelled, 1)).isFalse();
            over.countDown();
            for (var each : List.of(holding, renewing, cancelling)) each.get();
        }
        assertThat(world.read(s).cancelled()).isTrue();
        assertThat(world.charges(s)).hasSize(2);
    }

    private static boolean await(CountDownLatch latch, int secondsMax) {
        try {
            return latch.await(secondsMax, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertTiled(List<Charge> charges) {
        Period last = null;
        for (var charge : charges) {
            if (last != null) assertThat(charge.span().start()).isEqualTo(last.end());
            last = charge.span();
        }
    }
}
