package dev.galena.billing.terms;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Leads that were paid for in advance; its row is locked.
 *
 * @param vertical code; null: of any
 * @param priceMax list price of the dearest lead it pays for; null: any
 * @param value what the books hold for all of them, in minor units
 * @param overagePrice of each lead beyond; null: beyond, nothing is sold
 */
public record Quota(
        UUID id,
        @Nullable String vertical,
        @Nullable Long priceMax,
        String currency,
        int granted,
        int used,
        long value,
        @Nullable Long overagePrice,
        Instant startsAt,
        Instant expiresAt) {

    public boolean pays(String otherVertical, long listPrice) {
        return (vertical == null || vertical.equals(otherVertical)) && (priceMax == null || listPrice <= priceMax);
    }

    public boolean usedUp() {
        return used >= granted;
    }

    /** What the k-th lead is worth, from 1: all of them together exactly the value. */
    public long unitValue(int k) {
        if (k < 1 || k > granted) throw new IllegalArgumentException(k + " of " + granted);
        return upTo(k) - upTo(k - 1);
    }

    private long upTo(int k) {
        return BigInteger.valueOf(value)
                .multiply(BigInteger.valueOf(k))
                .divide(BigInteger.valueOf(granted))
                .longValueExact();
    }

    /** With one lead more taken from it. */
    public Quota taken() {
        return new Quota(id, vertical, priceMax, currency, granted, used + 1, value, overagePrice, startsAt, expiresAt);
    }
}
