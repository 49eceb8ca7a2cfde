package dev.galena.market.purchase;

import java.time.Instant;
import java.util.UUID;

/**
 * One buyer's licence to one lead, with the terms it was sold under.
 *
 * @param slot which of {@code maxSales} it took, from 1
 * @param price in minor units of the purchase's currency
 * @param fee the platform's part of the price
 * @param ruleSet code@version of the rules under which consent stood
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
        long price,
        long fee,
        int score,
        int level,
        String ruleSet,
        Instant returnUntil) {}
