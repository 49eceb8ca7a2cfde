package dev.galena.consent;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What suffices as consent under one law: data, versioned, effective from a date. Not legal advice.
 *
 * @param document all of it as one canonical JSON text (RFC 8785), which its digest is of
 * @param source the law or regulation it was written from
 * @param jurisdiction where it is law, as receipts name it
 * @param lawfulBasis of processing, as receipts name it
 * @param requires the facts that must have been captured; words and time are always there
 * @param requiresAny of each of these groups of facts at least one
 * @param phrases each entry is a list of alternatives, one of which the words shown must contain
 * @param channelsAny the person agreed to at least one of these; empty: no channel is asked for
 * @param channelsAll the person agreed to all of these
 * @param buyerNamed the words shown must name the buyer
 * @param oneToOne it carries sales to one buyer only
 * @param ageMax null: no age ends it
 * @param quietHours when nobody is to be disturbed; null: at any time
 * @param list what else allows a call where no consent does; null: nothing
 */
public record RuleSet(
        String code,
        int version,
        LocalDate effectiveFrom,
        String source,
        String jurisdiction,
        String lawfulBasis,
        List<Fact> requires,
        List<AnyFact> requiresAny,
        List<Phrase> phrases,
        Set<Channel> channelsAny,
        Set<Channel> channelsAll,
        boolean buyerNamed,
        boolean oneToOne,
        @Nullable Period ageMax,
        @Nullable QuietHours quietHours,
        @Nullable ListRule list,
        String document,
        Digest digest) {

    /**
     * Words that a notice must show in one of several forms. The code names it where it is missing.
     *
     * @param channels on which it is asked for; empty: always
     */
    public record Phrase(String code, List<String> anyOf, Set<Channel> channels) {
        public Phrase {
            anyOf = List.copyOf(anyOf);
            channels = Set.copyOf(channels);
        }
    }

    /** Facts that can stand for each other. The code names them where all are missing. */
    public record AnyFact(String code, List<Fact> anyOf) {
        public AnyFact {
            anyOf = List.copyOf(anyOf);
        }
    }

    /** A number may be called that is not on a do-not-call list obtained at most so many days before. */
    public record ListRule(int daysMax) {}

    public RuleSet {
        requires = List.copyOf(requires);
        requiresAny = List.copyOf(requiresAny);
        phrases = List.copyOf(phrases);
        channelsAny = Set.copyOf(channelsAny);
        channelsAll = Set.copyOf(channelsAll);
    }

    /** {@code us-tcpa-pewc@1}: as a sale keeps it. */
    public String reference() {
        return code + "@" + version;
    }
}
