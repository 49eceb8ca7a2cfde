package dev.galena.market.scoring;

/**
 * Points one rule gave.
 *
 * @param points after the group's cap: the contributions of a lead add up to its score
 */
public record Contribution(String group, String rule, int points) {}
