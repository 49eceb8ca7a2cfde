package dev.galena.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Money;
import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProrationTest {

    private static final LocalDate START = LocalDate.parse("2026-11-01");
    private static final LocalDate END = LocalDate.parse("2026-12-01");

    @Test
    void halfOfTheMonthCostsHalfOfTheDifference() {
        var part = Proration.of(terms(10_000, 10), terms(25_000, 30), START, LocalDate.parse("2026-11-16"), END);
        assertThat(part.net().minorUnits()).isEqualTo(7_500);
        assertThat(part.leads()).isEqualTo(10);
        assertThat(part.upgrade()).isTrue();
    }

    @Test
    void theFirstDayCostsAllOfItTheLastOneDay() {
        assertThat(Proration.of(terms(3_000, 30), terms(6_000, 60), START, START, END)
                        .net()
                        .minorUnits())
                .isEqualTo(3_000);
        var last = Proration.of(terms(3_000, 30), terms(6_000, 60), START, END.minusDays(1), END);
        assertThat(last.net().minorUnits()).isEqualTo(100);
        assertThat(last.leads()).isEqualTo(1);
    }

    @Test
    void cheaperOrFewerIsNoUpgrade() {
        assertThat(Proration.of(terms(3_000, 30), terms(2_000, 60), START, START, END)
                        .upgrade())
                .isFalse();
        assertThat(Proration.of(terms(3_000, 30), terms(6_000, 20), START, START, END)
                        .upgrade())
                .isFalse();
    }

    /** Going from plan to plan on the same day costs as much as going there at once, whatever the way. */
    @Test
    void stepsOnOneDayCostNoMoreThanOne() {
        long seed = 4_711;
        System.out.println("stepsOnOneDayCostNoMoreThanOne: seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            var today = START.plusDays(random.nextInt(30));
            var a = terms(1 + random.nextInt(100_000), 1 + random.nextInt(500));
            var b = terms(1 + random.nextInt(100_000), 1 + random.nextInt(500));
            var c = terms(1 + random.nextInt(100_000), 1 + random.nextInt(500));
            var direct = Proration.of(a, c, START, today, END);
            var first = Proration.of(a, b, START, today, END);
            var second = Proration.of(b, c, START, today, END);
            assertThat(first.net().plus(second.net())).isEqualTo(direct.net());
            assertThat(first.leads() + second.leads()).isEqualTo(direct.leads());
        }
    }

    private static Terms terms(long price, int quota) {
        return new Terms("A plan", Money.of(price, "EUR"), quota, null, null, Trial.NONE, Rollover.NONE, null);
    }
}
