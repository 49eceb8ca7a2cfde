package dev.galena.billing.subscription;

import dev.galena.billing.Money;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Leads that a subscription has paid for in advance.
 *
 * @param value what DEFERRED_REVENUE holds for all of them; the k-th taken is worth {@code value*k/granted - value*(k-1)/granted}
 * @param carriedFrom the row that they were left over in; null: they are of the period
 * @param carryUntil how long those left over in this row will last; null: not at all
 * @param carryMax how many may be waiting
 */
public record Quota(
        UUID id,
        UUID subscriptionId,
        UUID partyId,
        int period,
        @Nullable String vertical,
        @Nullable Long priceMax,
        int granted,
        int used,
        Money value,
        @Nullable Long overagePrice,
        Instant startsAt,
        Instant expiresAt,
        boolean closed,
        @Nullable UUID carriedFrom,
        @Nullable Instant carryUntil,
        int carryMax) {

    /** What a subscription is granted for a period that is paid for, or for an upgrade inside of it. */
    static Quota paid(UUID id, Subscription s, Terms terms, int period, int granted, Money value, Instant from) {
        var rollover = terms.rollover();
        Instant until =
                rollover.max() == 0 ? null : s.span(period + rollover.periods()).end();
        return new Quota(
                id,
                s.id(),
                s.partyId(),
                period,
                terms.vertical(),
                terms.priceMax(),
                granted,
                0,
                value,
                terms.overagePrice(),
                from,
                s.span(period).end(),
                false,
                null,
                until,
                rollover.max());
    }

    /** Of a trial: worth nothing, and nothing of it is carried over. */
    static Quota trial(UUID id, Subscription s, Terms terms) {
        return new Quota(
                id,
                s.id(),
                s.partyId(),
                0,
                terms.vertical(),
                terms.priceMax(),
                terms.trial().quota(),
                0,
                Money.zero(terms.price().currency()),
                terms.overagePrice(),
                s.span().start(),
                s.span().end(),
                false,
                null,
                null,
                0);
    }

    public int left() {
        return granted - used;
    }

    /** What DEFERRED_REVENUE holds for those that are left. */
    Money rest() {
        if (granted == 0) return value;
        return new Money(value.minorUnits() - Math.multiplyExact(value.minorUnits(), used) / granted, value.currency());
    }

    /** What it holds for some of those that are left. */
    Money worthOf(int some) {
        if (some == left()) return rest();
        return new Money(Math.multiplyExact(rest().minorUnits(), some) / left(), value.currency());
    }

    /** Some of those that are left, for longer. They are not carried over again. */
    Quota carried(UUID id, int some) {
        var until = Objects.requireNonNull(carryUntil, "nothing is carried over");
        return new Quota(
                id,
                subscriptionId,
                partyId,
                period,
                vertical,
                priceMax,
                some,
                0,
                worthOf(some),
                overagePrice,
                expiresAt,
                until,
                false,
                this.id,
                null,
                0);
    }
}
