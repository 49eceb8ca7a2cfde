package dev.galena.market.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.recurring.Clocks;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MovedClockTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final AfterSale after = new AfterSale(WORLD);

    /** A clock that was moved ahead counts from the moment of the purchase on: for the window and for the seller's share. */
    @Test
    void whoseClockIsAheadCanReturnWhatHeBuysThen() {
        Buyer buyer = WORLD.buyer(3_000);
        UUID seller = WORLD.seller();
        var clocks = new Clocks(WORLD.clock);
        var aMonth = Duration.ofDays(30);
        WORLD.run(tx -> clocks.put(tx, buyer.id(), WORLD.clock.instant().plus(aMonth)));
        var sales = after.buyAll(buyer, WORLD.listed(seller, 2, WORLD.terms()));
        assertThat(sales.getFirst().returnUntil())
                .isBetween(
                        WORLD.clock.instant().plus(aMonth).plus(Duration.ofDays(6)),
                        WORLD.clock.instant().plus(aMonth).plus(Duration.ofDays(7)));
        after.release();
        assertThat(after.pending(seller)).as("not released").isPositive();
        assertThat(after.payable(seller)).isZero();
        after.accept(after.request(buyer, sales.getFirst(), null), seller);
        WORLD.run(tx -> clocks.put(tx, buyer.id(), WORLD.clock.instant().plus(aMonth.plusDays(8))));
        assertThat(after.request(buyer, sales.getLast(), null)).isInstanceOf(ReturnOutcome.WindowClosed.class);
        after.release();
        assertThat(after.pending(seller)).isZero();
        assertThat(after.payable(seller)).isPositive();
        WORLD.run(tx -> tx.run("delete from billing.test_clock"));
    }
}
