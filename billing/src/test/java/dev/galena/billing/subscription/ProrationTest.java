package dev.galena.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Money;
import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import dev.galena.db.Seeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
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
    void theSamePriceForMoreLeadsIsAnUpgrade() {
        assertThat(Proration.of(terms(3_000, 30), terms(3_000, 60), START, START, END)
                        .upgrade())
                .isTrue();
        assertThat(Proration.of(terms(3_000, 30), terms(6_000, 30), START, START, END)
                        .upgrade())
                .isTrue();
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

    /** In months of 28 to 31 days, on each of their days: of both plans the part that is left, rounded down each. */
    @Test
    void anyPartIsThatOfExactArithmetic() {
        var random = Seeds.random("anyPartIsThatOfExactArithmetic", 4_712);
        for (int i = 0; i < 10_000; i++) {
            int length = 28 + random.nextInt(4);
            int gone = random.nextInt(length);
            long before = 1L + random.nextInt(100_000);
            long after = 1L + random.nextInt(100_000);
            var part = Proration.of(
                    terms(before, 7), terms(after, 11), START, START.plusDays(gone), START.plusDays(length));
            var left = BigDecimal.valueOf(length - gone);
            var days = BigDecimal.valueOf(length);
            var net = BigDecimal.valueOf(after)
                    .multiply(left)
                    .divide(days, 0, RoundingMode.DOWN)
                    .subtract(BigDecimal.valueOf(before).multiply(left).divide(days, 0, RoundingMode.DOWN));
            assertThat(part.net().minorUnits()).isEqualTo(net.longValueExact());
            assertThat(part.leads()).isEqualTo(11 * (length - gone) / length - 7 * (length - gone) / length);
        }
    }

    /** Going from plan to plan on the same day costs as much as going there at once, whatever the way. */
    @Test
    void stepsOnOneDayCostNoMoreThanOne() {
        var random = Seeds.random("stepsOnOneDayCostNoMoreThanOne", 4_711);
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
