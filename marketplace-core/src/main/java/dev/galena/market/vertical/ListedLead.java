package dev.galena.market.vertical;

/**
 * A lead as filters see it.
 *
 * @param price of one shared slot, in minor units
 * @param exclusive all slots can be had together: a price is set and none is sold
 * @param sold slots sold so far
 */
public record ListedLead(
        int verticalId, Facts facts, int score, Level level, long price, boolean exclusive, int sold) {}
