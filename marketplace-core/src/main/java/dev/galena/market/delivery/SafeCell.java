package dev.galena.market.delivery;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that no spreadsheet takes for a formula, and that comes back unchanged.
 *
 * <p>A cell gets an apostrophe in front where it starts with {@code = + - @} (also full-width), be it behind spaces, invisible
 * characters or apostrophes, and where it starts with TAB, CR, LF or NUL; so a telephone number in E.164 is written {@code
 * '+1…}. The same is done inside a cell behind {@code , ; |}, TAB and line ends, where a spreadsheet that expects another
 * delimiter starts a new cell. {@link #read} takes away exactly what {@link #write} added.
 */
public final class SafeCell {
    private static final Pattern PIECE = Pattern.compile("[^,;|\\t\\r\\n]+");
    private static final Pattern FORMULA =
            Pattern.compile("['\\p{Z}\\p{C}]*+[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\u2212\\uFE62\\uFE63\\uFE66\\uFE6B]");
    private static final Pattern CONTROL = Pattern.compile("'*+[\\t\\r\\n\\x00]");

    private SafeCell() {}

    public static String write(String text) {
        String pieces = eachPiece(text, p -> FORMULA.matcher(p).lookingAt() ? "'" + p : p);
        return CONTROL.matcher(pieces).lookingAt() ? "'" + pieces : pieces;
    }

    public static String read(String cell) {
        return eachPiece(without(cell, CONTROL), p -> without(p, FORMULA));
    }

    private static String without(String text, Pattern marked) {
        boolean added = text.startsWith("'")
                && marked.matcher(text).region(1, text.length()).lookingAt();
        return added ? text.substring(1) : text;
    }

    private static String eachPiece(String text, UnaryOperator<String> change) {
        return PIECE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(change.apply(m.group())));
    }
}
