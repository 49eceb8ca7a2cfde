package dev.galena.market.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Money;
import dev.galena.db.Id;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.Sale;
import dev.galena.market.vertical.Level;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The price follows the level that a lead proves to be of. */
class ChangeLevelTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final AfterSale after = new AfterSale(WORLD);
    private final dev.galena.market.vertical.Vertical vertical =
            WORLD.verticals.current("education").orElseThrow();
    /** Without VAT. */
    private final long toSql = vertical.price(Level.SQL) - vertical.price(Level.MQL);

    private final long toCold = vertical.price(Level.MQL) - vertical.price(Level.COLD);

    @Test
    void upgradeChargesTheDifferenceOnceAndDowngradeCreditsIt() {
        Buyer buyer = after.german(1_000_000);
        UUID seller = WORLD.seller();
        Sale sale = after.buy(buyer, WORLD.listed(seller, WORLD.terms().price(vertical.price(Level.MQL))));
        long paid = WORLD.balance(buyer);
        long share = after.pending(seller);
        assertThat(after.level(sale, Id.next(), Level.SQL)).isEqualTo(new LevelOutcome.NotFound());
        assertThat(after.level(sale, seller, Level.SQL)).isEqualTo(new LevelOutcome.NotYours());
        assertThat(after.level(sale, buyer.id(), Level.COLD)).isEqualTo(new LevelOutcome.NotYours());
        assertThat(after.level(sale, buyer.id(), Level.SQL)).isInstanceOf(LevelOutcome.Changed.class);
        long dearer = vat(vertical.price(Level.SQL)) - vat(vertical.price(Level.MQL));
        assertThat(WORLD.balance(buyer)).isEqualTo(paid - dearer);
        assertThat(after.pending(seller)).isGreaterThan(share);
        assertThat(after.level(sale, buyer.id(), Level.SQL))
                .isEqualTo(new LevelOutcome.Changed(Level.SQL, Money.zero(World.USD)));
        assertThat(after.level(sale, null, Level.MQL))
                .isEqualTo(new LevelOutcome.Changed(Level.MQL, new Money(-dearer, World.USD)));
        assertThat(WORLD.balance(buyer)).isEqualTo(paid);
        assertThat(after.pending(seller)).isEqualTo(share);
        after.level(sale, seller, Level.COLD);
        assertThat(WORLD.balance(buyer)).isGreaterThan(paid);
        after.level(sale, buyer.id(), Level.SQL);
        after.accept(after.request(buyer, sale, null), seller);
        assertThat(WORLD.balance(buyer)).isEqualTo(1_000_000);
        assertThat(after.pending(seller)).isZero();
    }

    private static long vat(long price) {
        return price + new Money(price, World.USD).share(1_900).minorUnits();
    }

    @Test
    void racingUpgradesChargeOnce() throws Exception {
        Buyer buyer = WORLD.buyer(1_000_000);
        UUID seller = WORLD.seller();
        Sale sale = after.buy(buyer, WORLD.listed(seller, WORLD.terms()));
        List<Callable<LevelOutcome>> many = Stream.<Callable<LevelOutcome>>generate(
                        () -> () -> after.level(sale, buyer.id(), Level.SQL))
                .limit(12)
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(many)) assertThat(each.get()).isInstanceOf(LevelOutcome.Changed.class);
        }
        assertThat(WORLD.balance(buyer)).isEqualTo(1_000_000 - 1_000 - toSql);
    }

    @Test
    void refusals() {
        UUID seller = WORLD.seller();
        Buyer poor = WORLD.buyer(1_000);
        Sale sale = after.buy(poor, WORLD.listed(seller, WORLD.terms()));
        assertThat(after.level(sale, poor.id(), Level.SQL))
                .isEqualTo(new LevelOutcome.InsufficientFunds(new Money(toSql, World.USD), Money.zero(World.USD)));
        after.request(poor, sale, null);
        assertThat(after.level(sale, seller, Level.COLD)).isEqualTo(new LevelOutcome.Returned());
        Buyer subscriber = WORLD.buyer(5_000);
        after.quota(subscriber, 1, 500);
        Sale prepaid = after.buy(subscriber, WORLD.listed(seller, WORLD.terms()));
        assertThat(after.level(prepaid, seller, Level.COLD)).isEqualTo(new LevelOutcome.PaidByQuota());
        after.ahead = Duration.ofDays(8);
        assertThat(after.level(sale, seller, Level.COLD)).isInstanceOf(LevelOutcome.WindowClosed.class);
        assertThat(toCold).isPositive();
    }
}
