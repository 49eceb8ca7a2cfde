package dev.galena.market.returns;

import dev.galena.billing.Money;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;

/**
 * The money of one sale by where it went, in minor units.
 *
 * @param covered of the seller's share, what the buyer or his quota paid
 * @param fee of the price, what the marketplace kept
 * @param subsidy of the seller's share, what the marketplace added
 * @param promo of all that the buyer paid, what promo credit paid
 */
record Parts(long covered, long fee, long vat, long subsidy, long promo) {

    static Parts of(long price, long share, long vat, long promo) {
        long covered = Math.min(price, share);
        return new Parts(covered, price - covered, vat, share - covered, promo);
    }

    /** What the buyer, or his quota, has paid. */
    long gross() {
        return Math.addExact(Math.addExact(covered, fee), vat);
    }

    /** What the seller gets. */
    long share() {
        return Math.addExact(covered, subsidy);
    }

    boolean nothing() {
        return gross() == 0 && share() == 0;
    }

    Parts plus(Parts other) {
        return new Parts(
                Math.addExact(covered, other.covered),
                Math.addExact(fee, other.fee),
                Math.addExact(vat, other.vat),
                Math.addExact(subsidy, other.subsidy),
                Math.addExact(promo, other.promo));
    }

    Parts negated() {
        return new Parts(-covered, -fee, -vat, -subsidy, -promo);
    }

    /**
     * What of these belongs to so much of the gross, split over what is there by largest remainder: no part is more than
     * its whole, and whatever the sequence, taking all that is left leaves exactly nothing.
     */
    Parts portion(long ofGross, Currency currency) {
        long whole = gross();
        if (ofGross == whole) return this;
        if (ofGross <= 0 || ofGross > whole) throw new IllegalArgumentException(ofGross + " of " + whole);
        List<Money> split = new Money(ofGross, currency).split(List.of(covered, fee, vat));
        return new Parts(
                split.get(0).minorUnits(),
                split.get(1).minorUnits(),
                split.get(2).minorUnits(),
                share(subsidy, ofGross, whole),
                share(promo, ofGross, whole));
    }

    private static long share(long amount, long numerator, long denominator) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(numerator))
                .divide(BigInteger.valueOf(denominator))
                .longValueExact();
    }
}
