package dev.galena.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
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
    void anyShareIsThatOfExactArithmetic(long seed) {
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

    /** Every amount to a million, each with one to five parties of random weights. */
    @ParameterizedTest
    @ValueSource(longs = {41})
    void partsAreNeverNegativeAndSumExactly(long seed) {
        var random = new Random(seed);
        for (long amount = 0; amount <= 1_000_000; amount++) {
            int parties = 1 + random.nextInt(5);
            var weights = random.longs(parties, 0, 10_001).boxed().collect(Collectors.toList());
            weights.set(random.nextInt(parties), 1L + random.nextInt(10_000));
            var parts = usd(amount).split(weights);
            long total = 0;
            for (long weight : weights) total += weight;
            long sum = 0;
            boolean fair = true;
            for (int i = 0; i < parties; i++) {
                long part = parts.get(i).minorUnits();
                long product = amount * weights.get(i);
                sum += part;
                fair &= part == product / total || (part == product / total + 1 && product % total > 0);
            }
            if (sum != amount || !fair) {
                throw new AssertionError("seed " + seed + ": " + amount + " by " + weights + " gave " + parts);
            }
        }
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
