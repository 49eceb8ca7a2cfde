package dev.galena.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * An amount in minor units of an ISO 4217 currency (cents of USD), of either sign. Overflow and mixed currencies raise.
 * The currency {@link #TEST} is for parties that only try things out: their money meets no real money.
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {

    public static final Currency TEST = Currency.getInstance("XTS");

    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

    public static Money of(long minorUnits, String currencyCode) {
        return new Money(minorUnits, Currency.getInstance(currencyCode));
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    public Money times(long count) {
        return new Money(Math.multiplyExact(minorUnits, count), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minorUnits), currency);
    }

    /** This share of the amount in basis points (1 bp = 0.01 %), rounded half to even. */
    public Money share(int basisPoints) {
        long product = minorUnits * basisPoints;
        if (Math.multiplyHigh(minorUnits, basisPoints) != product >> 63) {
            return new Money(shareOfLarge(basisPoints), currency);
        }
        long quotient = Math.floorDiv(product, 10_000);
        long twice = 2L * Math.floorMod(product, 10_000);
        boolean up = twice > 10_000 || (twice == 10_000 && (quotient & 1) == 1);
        return new Money(up ? quotient + 1 : quotient, currency);
    }

    private long shareOfLarge(int basisPoints) {
        var product = BigInteger.valueOf(minorUnits).multiply(BigInteger.valueOf(basisPoints));
        var floor = product.subtract(product.mod(WHOLE)).divide(WHOLE);
        int half = product.mod(WHOLE).shiftLeft(1).compareTo(WHOLE);
        boolean up = half > 0 || (half == 0 && floor.testBit(0));
        return (up ? floor.add(BigInteger.ONE) : floor).longValueExact();
    }

    /**
     * Splits a non-negative amount in proportion to weights by largest remainder; of equal remainders the earlier part
     * gets the unit. No part is negative and the parts sum to the amount exactly.
     */
    public List<Money> split(List<Long> weights) {
        long total = weights.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
        if (minorUnits < 0 || total <= 0 || weights.stream().anyMatch(w -> w < 0)) {
            throw new IllegalArgumentException("cannot split " + this + " by " + weights);
        }
        var parts = new long[weights.size()];
        var remainders = new long[parts.length];
        long rest = minorUnits;
        for (int i = 0; i < parts.length; i++) {
            long weight = weights.get(i);
            if (Math.multiplyHigh(minorUnits, weight) == 0 && minorUnits * weight >= 0) {
                parts[i] = minorUnits * weight / total;
                remainders[i] = minorUnits * weight % total;
            } else {
                var division = BigInteger.valueOf(minorUnits)
                        .multiply(BigInteger.valueOf(weight))
                        .divideAndRemainder(BigInteger.valueOf(total));
                parts[i] = division[0].longValueExact();
                remainders[i] = division[1].longValueExact();
            }
            rest -= parts[i];
        }
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> remainders[i]).reversed())
                .limit(rest)
                .forEach(i -> parts[i]++);
        return LongStream.of(parts).mapToObj(part -> new Money(part, currency)).toList();
    }

    /** How many decimals amounts are written with: of currencies that have no minor unit of their own, such as {@link #TEST}, two. */
    public static int decimals(Currency currency) {
        int digits = currency.getDefaultFractionDigits();
        return digits < 0 ? 2 : digits;
    }

    /** As people write it, such as {@code 125.00}. */
    public String decimal() {
        return BigDecimal.valueOf(minorUnits, decimals(currency)).toPlainString();
    }

    /** With its currency, such as {@code 125.00 USD}. */
    public String written() {
        return decimal() + " " + currency;
    }

    public boolean covers(Money price) {
        return compareTo(price) >= 0;
    }

    public boolean positive() {
        return minorUnits > 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minorUnits, sameCurrency(other).minorUnits);
    }

    @Override
    public String toString() {
        return minorUnits + " " + currency;
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + currency + " with " + other.currency);
        }
        return other;
    }
}
