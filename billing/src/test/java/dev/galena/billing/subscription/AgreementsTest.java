package dev.galena.billing.subscription;

import static dev.galena.billing.subscription.SubscriptionWorld.EUR;
import static dev.galena.billing.subscription.SubscriptionWorld.done;
import static dev.galena.billing.subscription.SubscriptionWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.AccountKind;
import dev.galena.billing.Money;
import dev.galena.billing.subscription.Outcome.NotAnUpgrade;
import dev.galena.billing.subscription.Outcome.PlanUnknown;
import dev.galena.billing.subscription.Outcome.TooMany;
import dev.galena.billing.subscription.Outcome.Uncovered;
import dev.galena.billing.subscription.Outcome.Unknown;
import dev.galena.billing.subscription.Outcome.WrongStatus;
import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import dev.galena.db.Id;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What buyers do with subscriptions. */
class AgreementsTest {

    @RegisterExtension
    static final SubscriptionWorld world = new SubscriptionWorld();

    @Test
    void theFirstMonthIsChargedAndItsLeadsAreThere() {
        var buyer = world.buyer(10_000);
        long deferred = world.balance(AccountKind.DEFERRED_REVENUE);
        var s = world.started(buyer, world.plan(world.terms(9_000, 3)));
        assertThat(world.wallet(buyer)).isEqualTo(1_000);
        assertThat(world.balance(AccountKind.DEFERRED_REVENUE) - deferred).isEqualTo(9_000);
        assertThat(world.view(s).subscription()).isEqualTo(s);
        assertThat(s.span().start()).isEqualTo("2026-11-14T23:00:00Z");
        assertThat(s.span().end()).isEqualTo("2026-12-14T23:00:00Z");
        assertThat(world.take(buyer, 5)).isEqualTo(3);
        assertThat(world.balance(AccountKind.DEFERRED_REVENUE)).isEqualTo(deferred);
    }

    @Test
    void withoutMoneyNothingBegins() {
        var buyer = world.buyer(8_999);
        var plan = world.plan(world.terms(9_000, 3));
        assertThat(world.start(buyer, plan)).isEqualTo(new Uncovered(new Money(9_000, EUR), new Money(8_999, EUR)));
        assertThat(world.wallet(buyer)).isEqualTo(8_999);
        assertThat(world.take(buyer, 1)).isZero();
    }

    @Test
    void planVersionsArePinned() {
        var buyer = world.buyer(50_000);
        var plan = world.plan(world.terms(9_000, 3));
        var s = world.started(buyer, plan);
        assertThat(world.subscribing.publishPlan.publish(plan.code(), world.terms(9_000, 3), true))
                .isEqualTo(plan);
        var dearer = world.subscribing.publishPlan.publish(plan.code(), world.terms(20_000, 3), true);
        assertThat(dearer.version()).isEqualTo(2);
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(32_000);
        assertThat(world.read(s).planId()).isEqualTo(plan.id());
        world.subscribing.publishPlan.publish(plan.code(), world.terms(20_000, 3), false);
        assertThat(world.start(buyer, plan)).isEqualTo(new PlanUnknown());
    }

    @Test
    void aTrialIsHadOnce() {
        var buyer = world.buyer(50_000);
        var plan = world.plan(with(world.terms(9_000, 3), new Trial(7, 1), Rollover.NONE));
        var s = world.started(buyer, plan);
        assertThat(s.status()).isEqualTo(Status.TRIALING);
        world.agree(tx -> world.subscribing.agreements.cancel(tx, buyer, s.id()));
        world.at("2026-11-22T00:00:00+01:00");
        assertThat(world.read(s).status()).isEqualTo(Status.ENDED);
        assertThat(world.wallet(buyer)).isEqualTo(50_000);
        assertThat(world.started(buyer, plan).status()).isEqualTo(Status.ACTIVE);
        assertThat(world.wallet(buyer)).isEqualTo(41_000);
    }

    @Test
    void anUpgradeCostsAndBringsWhatIsLeftOfTheMonth() {
        var buyer = world.buyer(50_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        var bigger = world.plan(world.terms(25_000, 40));
        world.take(buyer, 10);
        world.at("2026-11-30T12:00:00+01:00"); // 15 of 30 days are left
        var upgraded =
                done(world.agree(tx -> world.subscribing.agreements.upgradeNow(tx, buyer, s.id(), bigger.code())));
        assertThat(upgraded.planId()).isEqualTo(bigger.id());
        assertThat(world.wallet(buyer)).isEqualTo(40_000 - 7_500);
        assertThat(world.take(buyer, 50)).isEqualTo(15);
        assertThat(world.charges(s))
                .extracting(c -> c.period() + "/" + c.upgrade() + ": " + c.net())
                .containsExactly("1/0: 10000 EUR", "1/1: 7500 EUR");
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(7_500);
        assertThat(world.read(s).upgrades()).isZero();
        assertThat(world.take(buyer, 50)).isEqualTo(40);
    }

    @Test
    void anUpgradeThatIsNotPaidOrNoneChangesNothing() {
        var buyer = world.buyer(12_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        var bigger = world.plan(world.terms(25_000, 40));
        var fewer = world.plan(world.terms(25_000, 4));
        var before = world.read(s);
        assertThat(world.agree(tx -> world.subscribing.agreements.upgradeNow(tx, buyer, s.id(), bigger.code())))
                .isEqualTo(new Uncovered(new Money(15_000, EUR), new Money(2_000, EUR)));
        assertThat(world.agree(tx -> world.subscribing.agreements.upgradeNow(tx, buyer, s.id(), fewer.code())))
                .isEqualTo(new NotAnUpgrade());
        assertThat(world.agree(tx -> world.subscribing.agreements.upgradeNow(tx, buyer, s.id(), "no-such-plan")))
                .isEqualTo(new PlanUnknown());
        assertThat(world.read(s)).isEqualTo(before);
        assertThat(world.wallet(buyer)).isEqualTo(2_000);
    }

    @Test
    void anUpgradeWithoutMoreLeadsIsPaidForAndStillAddsUp() {
        var buyer = world.buyer(50_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        var dearer = world.plan(world.terms(13_000, 10));
        done(world.agree(tx -> world.subscribing.agreements.upgradeNow(tx, buyer, s.id(), dearer.code())));
        assertThat(world.wallet(buyer)).isEqualTo(37_000);
        world.check();
        assertThat(world.take(buyer, 50)).isEqualTo(10);
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(24_000);
    }

    @Test
    void duringATrialAnotherPlanCostsNothingYet() {
        var buyer = world.buyer(50_000);
        var s = world.started(buyer, world.plan(with(world.terms(9_000, 3), new Trial(7, 1), Rollover.NONE)));
        var bigger = world.plan(world.terms(25_000, 40));
        done(world.agree(tx -> world.subscribing.agreements.upgradeNow(tx, buyer, s.id(), bigger.code())));
        assertThat(world.wallet(buyer)).isEqualTo(50_000);
        world.at("2026-11-22T00:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(25_000);
        assertThat(world.take(buyer, 50)).isEqualTo(40);
    }

    @Test
    void aDowngradeWaitsForTheEndOfThePeriod() {
        var buyer = world.buyer(50_000);
        var s = world.started(buyer, world.plan(world.terms(20_000, 40)));
        var smaller = world.plan(world.terms(5_000, 4));
        done(world.agree(tx -> world.subscribing.agreements.changeAtEnd(tx, buyer, s.id(), smaller.code())));
        assertThat(world.take(buyer, 50)).isEqualTo(40);
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(25_000);
        assertThat(world.read(s).planId()).isEqualTo(smaller.id());
        assertThat(world.read(s).nextPlanId()).isNull();
        assertThat(world.take(buyer, 50)).isEqualTo(4);
    }

    @Test
    void aChangeOfMindLeavesThePlanAsItIs() {
        var buyer = world.buyer(50_000);
        var plan = world.plan(world.terms(20_000, 40));
        var s = world.started(buyer, plan);
        var smaller = world.plan(world.terms(5_000, 4));
        done(world.agree(tx -> world.subscribing.agreements.changeAtEnd(tx, buyer, s.id(), smaller.code())));
        done(world.agree(tx -> world.subscribing.agreements.changeAtEnd(tx, buyer, s.id(), plan.code())));
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(10_000);
    }

    @Test
    void whatIsCancelledEndsWithItsPeriodAndNothingIsCarriedOn() {
        var buyer = world.buyer(50_000);
        var s = world.started(buyer, world.plan(with(world.terms(10_000, 10), Trial.NONE, new Rollover(15, 2))));
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.quotas(s)).hasSize(2);
        done(world.agree(tx -> world.subscribing.agreements.cancel(tx, buyer, s.id())));
        assertThat(world.take(buyer, 1)).isEqualTo(1);
        assertThat(world.agree(tx -> world.subscribing.agreements.pause(tx, buyer, s.id())))
                .isEqualTo(new WrongStatus(Status.ACTIVE));
        world.at("2027-01-15T00:00:00+01:00");
        assertThat(world.read(s).status()).isEqualTo(Status.ENDED);
        assertThat(world.quotas(s)).isEmpty();
        assertThat(world.wallet(buyer)).isEqualTo(30_000);
        assertThat(world.told(s).getLast()).isEqualTo("subscription.ended");
        for (var outcome : List.of(
                world.agree(tx -> world.subscribing.agreements.cancel(tx, buyer, s.id())),
                world.agree(tx -> world.subscribing.agreements.pause(tx, buyer, s.id())),
                world.agree(tx -> world.subscribing.agreements.resume(tx, buyer, s.id())),
                world.agree(tx -> world.subscribing.agreements.changeAtEnd(tx, buyer, s.id(), "any"))))
            assertThat(outcome).isEqualTo(new WrongStatus(Status.ENDED));
    }

    @Test
    void aCancellationCanBeTakenBack() {
        var buyer = world.buyer(50_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        done(world.agree(tx -> world.subscribing.agreements.cancel(tx, buyer, s.id())));
        done(world.agree(tx -> world.subscribing.agreements.resume(tx, buyer, s.id())));
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(30_000);
    }

    @Test
    void aPauseInsideThePeriodCostsNothing() {
        var buyer = world.buyer(50_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        done(world.agree(tx -> world.subscribing.agreements.pause(tx, buyer, s.id())));
        assertThat(world.take(buyer, 1)).isEqualTo(1);
        world.at("2026-12-01T00:00:00+01:00");
        done(world.agree(tx -> world.subscribing.agreements.resume(tx, buyer, s.id())));
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.read(s).period()).isEqualTo(2);
        assertThat(world.wallet(buyer)).isEqualTo(30_000);
    }

    @Test
    void afterALongPauseAMonthBeginsOnTheDayItIsResumed() {
        var buyer = world.buyer(20_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        done(world.agree(tx -> world.subscribing.agreements.pause(tx, buyer, s.id())));
        world.at("2027-01-31T15:00:00+01:00");
        assertThat(world.wallet(buyer)).isEqualTo(10_000);
        assertThat(world.quotas(s)).isEmpty();
        var resumed = done(world.agree(tx -> world.subscribing.agreements.resume(tx, buyer, s.id())));
        assertThat(resumed.period()).isEqualTo(2);
        assertThat(resumed.span().start()).isEqualTo("2027-01-30T23:00:00Z");
        assertThat(resumed.span().end()).isEqualTo("2027-02-27T23:00:00Z");
        assertThat(world.wallet(buyer)).isZero();
        world.fund(buyer, 10_000);
        world.at("2027-02-28T00:00:00+01:00");
        assertThat(world.read(s).span().end()).isEqualTo("2027-03-30T22:00:00Z");
    }

    @Test
    void aLongPauseIsNotResumedWithoutMoney() {
        var buyer = world.buyer(10_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        done(world.agree(tx -> world.subscribing.agreements.pause(tx, buyer, s.id())));
        world.at("2027-01-31T15:00:00+01:00");
        assertThat(world.agree(tx -> world.subscribing.agreements.resume(tx, buyer, s.id())))
                .isInstanceOf(Uncovered.class);
        assertThat(world.read(s).status()).isEqualTo(Status.PAUSED);
        done(world.agree(tx -> world.subscribing.agreements.cancel(tx, buyer, s.id())));
        assertThat(world.read(s).status()).isEqualTo(Status.ENDED);
    }

    @Test
    void duringDunningItCanOnlyBeEnded() {
        var buyer = world.buyer(10_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        var bigger = world.plan(world.terms(25_000, 40));
        world.at("2026-12-15T00:00:00+01:00");
        for (var outcome : List.of(
                world.agree(tx -> world.subscribing.agreements.pause(tx, buyer, s.id())),
                world.agree(tx -> world.subscribing.agreements.resume(tx, buyer, s.id())),
                world.agree(tx -> world.subscribing.agreements.upgradeNow(tx, buyer, s.id(), bigger.code()))))
            assertThat(outcome).isEqualTo(new WrongStatus(Status.PAST_DUE));
        assertThat(done(world.agree(tx -> world.subscribing.agreements.cancel(tx, buyer, s.id())))
                        .status())
                .isEqualTo(Status.ENDED);
    }

    @Test
    void whatWasCarriedOverIsRevenueWhenItEndsAtOnce() {
        var buyer = world.buyer(10_000);
        var s = world.started(buyer, world.plan(with(world.terms(10_000, 10), Trial.NONE, new Rollover(15, 2))));
        world.take(buyer, 2);
        world.at("2026-12-15T00:00:00+01:00");
        assertThat(world.read(s).status()).isEqualTo(Status.PAST_DUE);
        assertThat(world.quotas(s))
                .singleElement()
                .satisfies(q -> assertThat(q.left()).isEqualTo(8));
        long revenue = world.balance(AccountKind.PLATFORM_REVENUE);
        done(world.agree(tx -> world.subscribing.agreements.cancel(tx, buyer, s.id())));
        assertThat(world.quotas(s)).isEmpty();
        assertThat(world.balance(AccountKind.PLATFORM_REVENUE) - revenue).isEqualTo(8_000);
        assertThat(world.take(buyer, 1)).isZero();
    }

    @Test
    void aStrangersSubscriptionIsUnknown() {
        var buyer = world.buyer(10_000);
        var s = world.started(buyer, world.plan(world.terms(10_000, 10)));
        assertThat(world.agree(tx -> world.subscribing.agreements.cancel(tx, Id.next(), s.id())))
                .isEqualTo(new Unknown());
        assertThat(world.subscribing.readSubscriptions.find(Id.next(), s.id())).isEmpty();
        assertThat(world.subscribing.readSubscriptions.find(null, s.id())).isPresent();
    }

    @Test
    void twentyAreEnough() {
        var buyer = world.buyer(50_000);
        var plan = world.plan(world.terms(100, 1));
        for (int i = 0; i < Agreements.OPEN_MAX; i++) world.started(buyer, plan);
        assertThat(world.start(buyer, plan)).isEqualTo(new TooMany(20));
    }
}
