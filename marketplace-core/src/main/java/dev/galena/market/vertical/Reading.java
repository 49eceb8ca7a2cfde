package dev.galena.market.vertical;

/** What a field made of the text it was given. */
public sealed interface Reading {

    /** A value: String, Long, Double or Boolean, as it goes into JSON. Dates are ISO 8601 strings. */
    record Value(Object value) implements Reading {}

    /** Empty, or a word that stands for nothing: "Select", "unknown". */
    record Blank() implements Reading {}

    /** Not one of the options: there is no value, and the row is none the worse for it. Worth a warning. */
    record Dropped(String detail) implements Reading {}

    /** The row cannot be taken with this. */
    record Bad(String detail) implements Reading {}
}
