package dev.galena.market.purchase;

import dev.galena.billing.terms.TaxStanding;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one sale costs, who pays it, and who gets it, in minor units.
 *
 * @param listPrice as the lead was listed; the seller is paid by it, whatever the buyer has agreed with the marketplace
 * @param feeBps the marketplace's part of the list price
 * @param price what the buyer owes for it without VAT; under a quota, what the quota's unit is worth
 * @param fee what of the price the seller does not get; negative where the marketplace adds to it
 * @param vat on top of the price; 0 under a quota, whose own invoice had it
 * @param promo what of price and VAT promo credit pays
 * @param quota that paid for it in advance; null: paid by money
 * @param unit which lead of the quota, from 1; 0 without
 */
public record Charge(
        long listPrice,
        int feeBps,
        long price,
        long fee,
        long vat,
        TaxStanding tax,
        long promo,
        @Nullable UUID quota,
        int unit) {

    /** What is taken from the buyer now, by promo credit and from his wallet. */
    public long due() {
        return quota == null ? Math.addExact(price, vat) : 0;
    }

    /** What the seller gets. */
    public long share() {
        return price - fee;
    }
}
