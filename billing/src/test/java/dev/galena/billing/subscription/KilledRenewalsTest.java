package dev.galena.billing.subscription;

import static dev.galena.billing.subscription.SubscriptionWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import dev.galena.db.Mines;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever renews, upgrades or ends subscriptions is killed between any two statements: nothing, and the next time all of it, once. */
class KilledRenewalsTest {

    @RegisterExtension
    static final SubscriptionWorld world = new SubscriptionWorld();

    private static Mines mines;

    @BeforeAll
    static void lay() {
        mines = Mines.under(world.testDatabase(), List.of("billing"));
    }

    @AfterAll
    static void lift() {
        mines.close();
    }

    /** Five months with leads carried over, an upgrade, a month that the wallet does not cover, dunning and the end. */
    @Test
    void eachMonthIsChargedOnceHoweverOftenWhoChargesIsKilled() {
        var small = world.plan(with(world.terms(10_000, 10), Trial.NONE, new Rollover(15, 2)));
        var big = world.plan(with(world.terms(20_001, 21), Trial.NONE, new Rollover(15, 2)));
        var buyer = world.buyer(10_000 + 20_001 + 20_001 + 15_000);
        var s = new Subscription[1];
        int deaths = mines.walk(() -> s[0] = world.started(buyer, small), () -> {});
        world.take(buyer, 3);
        world.set(Instant.parse("2026-12-01T10:00:00Z"));
        deaths += mines.walk(
                () -> world.agree(
                        tx -> world.subscribing.agreements.upgradeNow(tx, s[0].partyId(), s[0].id(), big.code())),
                () -> {});
        // 14 of 30 days of both, rounded down each: 9,333 less 4,666.
        assertThat(world.wallet(buyer)).isEqualTo(55_002 - 4_667);
        var days = List.of(
                "2026-12-15", "2027-01-15", "2027-02-15", "2027-02-16", "2027-02-18", "2027-02-20", "2027-02-22");
        for (var day : days) {
            world.set(Instant.parse(day + "T01:00:00Z"));
            boolean[] more = {true};
            while (more[0]) deaths += mines.walk(() -> more[0] = world.jobs.run(), world::check);
        }
        assertThat(deaths).isGreaterThan(100);
        assertThat(world.charges(s[0]))
                .extracting(c -> c.period() + "." + c.upgrade() + " " + c.net().minorUnits())
                .containsExactly("1.0 10000", "1.1 4667", "2.0 20001", "3.0 20001");
        assertThat(world.wallet(buyer)).isEqualTo(55_002 - 4_667 - 2 * 20_001);
        assertThat(world.read(s[0]).status()).isEqualTo(Status.ENDED);
        assertThat(world.read(s[0]).attempts()).isEqualTo(4);
    }
}
