package dev.galena.market.vertical;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing a vertical asks about its leads.
 *
 * @param name as the API and filters write it
 * @param labels further headers by which a column of a file is taken for this field
 * @param shown buyers see and filter on it before they purchase
 * @param blanks normal forms of words that stand for "no value"
 */
public record Field(
        String name,
        String label,
        List<String> labels,
        Kind kind,
        boolean required,
        boolean shown,
        Set<String> blanks) {

    private static final Reading BLANK = new Reading.Blank();

    public Reading read(@Nullable String text) {
        return text == null || text.isBlank() || isBlankWord(text) ? BLANK : kind.read(text);
    }

    /** Options come first: a vertical may have one called "Unknown". */
    private boolean isBlankWord(String text) {
        if (kind instanceof Kind.Choice choice && choice.option(text) != null) return false;
        return text.length() <= 40 && blanks.contains(Words.normal(text));
    }

    boolean answersTo(String bareHeader) {
        return Words.bare(name).equals(bareHeader)
                || Words.bare(label).equals(bareHeader)
                || labels.stream().anyMatch(l -> Words.bare(l).equals(bareHeader));
    }
}
