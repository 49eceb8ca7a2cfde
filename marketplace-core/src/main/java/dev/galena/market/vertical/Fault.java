package dev.galena.market.vertical;

/**
 * One thing wrong with a filter or with the body of a vertical.
 *
 * @param pointer JSON pointer to it; of a query string the parameter's name after a slash
 * @param code stable, for machines
 */
public record Fault(String pointer, String code, String detail) {}
