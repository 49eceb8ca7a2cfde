package dev.galena.market.intake;

/**
 * One reason why a row is not accepted.
 *
 * @param code stable
 * @param field target field, such as {@code phone} or {@code attr.income}; empty when the whole row is meant
 * @param detail for people; never repeats the value, which may be personal
 */
public record Fault(String code, String field, String detail) {}
