package dev.galena.billing;

/**
 * What a buyer may owe, and how much of it is left.
 *
 * @param outstanding what he was invoiced, or charged back, and has not paid
 * @param available what he can spend now, his own money included
 */
public record CreditLine(Money limit, Money outstanding, Money available) {}
