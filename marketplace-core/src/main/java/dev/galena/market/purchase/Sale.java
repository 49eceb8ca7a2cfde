package dev.galena.market.purchase;

import java.time.Instant;
import java.util.UUID;

/**
 * One buyer's licence to one lead, with the terms it was sold under.
 *
 * @param slot which of {@code maxSales} it took, from 1
 * @param ruleSet code@version of the rules under which consent stood
 * @param priceRule version of the price rule that made the list price; 0: none did
 */
public record Sale(
        UUID id,
        UUID lead,
        int slot,
        int maxSales,
        boolean exclusive,
        UUID seller,
        UUID subject,
        UUID consent,
        int vertical,
        Charge charge,
        int score,
        int level,
        String ruleSet,
        int priceRule,
        Instant returnUntil) {

    /** Without VAT. */
    public long price() {
        return charge.price();
    }

    /** The marketplace's part of the price. */
    public long fee() {
        return charge.fee();
    }
}
