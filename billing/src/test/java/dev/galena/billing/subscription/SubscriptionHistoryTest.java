package dev.galena.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import dev.galena.db.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of buyers, plans, purchases, top-ups, changes of mind and standstills. After every step each amount is accounted
 * for: deferred revenue is what open quotas are worth, each period is paid for once and follows the one before it. More of them with
 * {@code -Dsubscriptions=…}.
 */
class SubscriptionHistoryTest {

    private static final int STEPS = Integer.getInteger("subscriptions", 120);

    @RegisterExtension
    static final SubscriptionWorld world = new SubscriptionWorld();

    @ParameterizedTest
    @ValueSource(longs = {100, 101, 102})
    void anyHistoryAddsUp(long given) {
        long seed = Seeds.seed("anyHistoryAddsUp", given);
        var random = new Random(seed);
        List<UUID> buyers = new ArrayList<>();
        for (int i = 0; i < 5; i++) buyers.add(world.buyer(random.nextInt(60_000)));
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < 5; i++) plans.add(world.plan(anyTerms(random)));
        List<Subscription> all = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            var buyer = buyers.get(random.nextInt(buyers.size()));
            var plan = plans.get(random.nextInt(plans.size()));
            var s = all.isEmpty() ? null : all.get(random.nextInt(all.size()));
            switch (random.nextInt(s == null ? 4 : 11)) {
                case 0 -> {
                    if (world.start(buyer, plan) instanceof Outcome.Done(var begun)) all.add(begun);
                }
                case 1 -> world.fund(buyer, 1 + random.nextInt(30_000));
                case 2 -> world.take(buyer, random.nextInt(12));
                case 3, 4, 5 -> world.at(world.now().plus(Duration.ofHours(1 + random.nextInt(30 * 24))));
                case 6 ->
                    world.agree(tx -> world.subscribing.agreements.upgradeNow(tx, s.partyId(), s.id(), plan.code()));
                case 7 ->
                    world.agree(tx -> world.subscribing.agreements.changeAtEnd(tx, s.partyId(), s.id(), plan.code()));
                case 8 -> world.agree(tx -> world.subscribing.agreements.pause(tx, s.partyId(), s.id()));
                case 9 -> world.agree(tx -> world.subscribing.agreements.resume(tx, s.partyId(), s.id()));
                default -> {
                    if (random.nextInt(3) == 0)
                        world.agree(tx -> world.subscribing.agreements.cancel(tx, s.partyId(), s.id()));
                }
            }
            try {
                world.check();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", step " + step, e);
            }
        }
        assertThat(all).isNotEmpty();
        for (var s : all) {
            var charges =
                    world.charges(s).stream().filter(c -> c.upgrade() == 0).toList();
            for (int i = 0; i < charges.size(); i++) {
                assertThat(charges.get(i).period()).isEqualTo(i + 1);
                if (i > 0)
                    assertThat(charges.get(i).span().start())
                            .isAfterOrEqualTo(charges.get(i - 1).span().end());
            }
        }
    }

    private static Terms anyTerms(Random random) {
        int quota = 1 + random.nextInt(20);
        var trial = random.nextBoolean() ? Trial.NONE : new Trial(1 + random.nextInt(20), random.nextInt(4));
        var rollover = random.nextBoolean()
                ? Rollover.NONE
                : new Rollover(1 + random.nextInt(quota * 2), 1 + random.nextInt(3));
        return SubscriptionWorld.with(world.terms(100 + random.nextInt(20_000), quota), trial, rollover);
    }
}
