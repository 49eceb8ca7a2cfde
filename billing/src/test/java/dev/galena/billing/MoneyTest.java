package dev.galena.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.db.Seeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @Test
    void currenciesDoNotMix() {
        assertThatIllegalArgumentException().isThrownBy(() -> usd(1).plus(Money.of(1, "EUR")));
        assertThatIllegalArgumentException().isThrownBy(() -> usd(1).covers(new Money(1, Money.TEST)));
    }

    @ParameterizedTest
    @CsvSource({
        "12500, USD, 125.00 USD",
        "-5, EUR, -0.05 EUR",
        "1500, JPY, 1500 JPY",
        "1234, KWD, 1.234 KWD",
        "700, XTS, 7.00 XTS",
        "0, XTS, 0.00 XTS"
    })
    void isWrittenWithTheDecimalsOfItsCurrency(long minorUnits, String currency, String written) {
        assertThat(Money.of(minorUnits, currency).written()).isEqualTo(written);
    }

    @Test
    void overflowRaises() {
        assertThatThrownBy(() -> usd(Long.MAX_VALUE).plus(usd(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> usd(Long.MIN_VALUE).negated()).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> usd(Long.MAX_VALUE).times(2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> usd(Long.MAX_VALUE).share(20_000)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1500, 15",
        "1, 5000, 0",
        "3, 5000, 2",
        "5, 5000, 2",
        "-1, 5000, 0",
        "-3, 5000, -2",
        "10050, 100, 100",
        "10150, 100, 102",
        "7, 0, 0",
        "7, 10000, 7",
        "9223372036854775807, 10000, 9223372036854775807"
    })
    void aShareRoundsHalfToEven(long amount, int basisPoints, long share) {
        assertThat(usd(amount).share(basisPoints)).isEqualTo(usd(share));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyShareIsThatOfExactArithmetic(long given) {
        long seed = Seeds.seed("anyShareIsThatOfExactArithmetic", given);
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long amount = random.nextLong() >> random.nextInt(64);
            int basisPoints = random.nextInt(10_001);
            long exact = BigDecimal.valueOf(amount)
                    .multiply(BigDecimal.valueOf(basisPoints))
                    .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.HALF_EVEN)
                    .longValueExact();
            assertThat(usd(amount).share(basisPoints).minorUnits())
                    .as("seed %d: %d bp of %d", seed, basisPoints, amount)
                    .isEqualTo(exact);
        }
    }

    @Test
    void equalRemaindersGoToTheEarlierPart() {
        assertThat(usd(10).split(List.of(1L, 1L, 1L))).containsExactly(usd(4), usd(3), usd(3));
        assertThat(usd(2).split(List.of(0L, 1L, 1L, 1L))).containsExactly(usd(0), usd(1), usd(1), usd(0));
    }

    @Test
    void whatCannotBeSplitRaises() {
        assertThatIllegalArgumentException().isThrownBy(() -> usd(-1).split(List.of(1L)));
        assertThatIllegalArgumentException().isThrownBy(() -> usd(1).split(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> usd(1).split(List.of(0L, 0L)));
        assertThatIllegalArgumentException().isThrownBy(() -> usd(1).split(List.of(2L, -1L)));
    }

    /**
     * Every amount to a million among one to five parties of random weights, and the smaller ones among each number of them. With
     * {@code -Dsplits=all} every amount among each number of parties, by several weights.
     */
    @Test
    void partsAreWhatIsLeftByLargestRemainder() {
        var random = Seeds.random("partsAreWhatIsLeftByLargestRemainder", 41);
        boolean all = "all".equals(System.getProperty("splits"));
        for (long amount = 0; amount <= 1_000_000; amount++) {
            if (all || amount <= 20_000) {
                for (int parties = 1; parties <= 5; parties++) {
                    assertSplit(amount, Collections.nCopies(parties, 1L));
                    for (int n = 0; n < (all ? 3 : 1); n++) assertSplit(amount, weights(random, parties));
                }
            } else {
                assertSplit(amount, weights(random, 1 + (int) (amount % 5)));
            }
        }
    }

    /** Parties without a share among them, and never nobody with one. */
    private static List<Long> weights(Random random, int parties) {
        List<Long> weights = new ArrayList<>(parties);
        for (int i = 0; i < parties; i++) weights.add(random.nextInt(4) == 0 ? 0L : random.nextLong(1, 10_001));
        weights.set(random.nextInt(parties), 1L + random.nextInt(10_000));
        return weights;
    }

    /** Each part rounded down, and the units that are left one by one to whom rounding took most, the earlier of equals first. */
    private static void assertSplit(long amount, List<Long> weights) {
        long total = 0;
        for (long weight : weights) total += weight;
        long[] expected = new long[weights.size()];
        long[] lost = new long[weights.size()];
        long rest = amount;
        for (int i = 0; i < expected.length; i++) {
            expected[i] = amount * weights.get(i) / total;
            lost[i] = amount * weights.get(i) % total;
            rest -= expected[i];
        }
        for (; rest > 0; rest--) {
            int most = 0;
            for (int i = 1; i < lost.length; i++) if (lost[i] > lost[most]) most = i;
            expected[most]++;
            lost[most] = -1;
        }
        var parts = usd(amount).split(weights);
        long sum = 0;
        boolean same = parts.size() == expected.length;
        for (int i = 0; same && i < expected.length; i++) {
            sum += parts.get(i).minorUnits();
            same = parts.get(i).minorUnits() == expected[i] && expected[i] >= 0;
        }
        if (!same || sum != amount) throw new AssertionError(amount + " by " + weights + " gave " + parts);
    }

    @Test
    void largeAmountsSplitExactlyToo() {
        var weights =
                LongStream.of(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 3).boxed().toList();
        var parts = usd(Long.MAX_VALUE).split(weights);
        assertThat(IntStream.range(0, 3).mapToObj(parts::get).reduce(usd(0), Money::plus))
                .isEqualTo(usd(Long.MAX_VALUE));
    }

    private static Money usd(long minorUnits) {
        return Money.of(minorUnits, "USD");
    }
}
