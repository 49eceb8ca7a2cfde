package dev.galena.consent.log;

/** Sizes and indexes as the formats of C2SP write them: digits without leading zeros. */
final class Decimal {

    private Decimal() {}

    /** The number.
     *
     * @throws IllegalArgumentException for anything else, or more than a long holds */
    static long parse(String text) {
        if (!text.matches("0|[1-9][0-9]{0,18}")) throw new IllegalArgumentException("not a number: " + text);
        return Long.parseLong(text);
    }
}
