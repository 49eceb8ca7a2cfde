package dev.galena.market.intake;

import dev.galena.db.Database;
import dev.galena.market.vertical.Vertical;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Leads are handed in one by one or a few together, not as a file. */
public final class SubmitLeads {
    /** What became of one lead; in the documented order of precedence. */
    public sealed interface Answer {
        /** {@code lacking}: of its record of consent, to be sold; see {@link Sellable}. */
        record Accepted(UUID leadId, int score, String level, List<String> lacking) implements Answer {}

        /** All that is wrong with it. */
        record Refused(List<Fault> faults) implements Answer {}

        record Duplicate(UUID leadId) implements Answer {}

        /** The person has withdrawn since. */
        record Suppressed() implements Answer {}
    }

    private final Database database;
    private final SubmittedLeads submitted;

    SubmitLeads(Database database, SubmittedLeads submitted) {
        this.database = database;
        this.submitted = submitted;
    }

    /**
     * All of a list in one transaction: the good ones are accepted, whatever the others are.
     *
     * @param leads target name → text, as {@code first_name}, {@code consent.at}, {@code attr.…}; unknown names are faults
     * @return nothing when the seller has no such source; else as many answers as leads, in order
     */
    public Optional<List<Answer>> submit(
            UUID sellerId, String sourceCode, Vertical vertical, List<Map<String, String>> leads) {
        return database.inTxRetrying(tx -> submitted.add(tx, sellerId, sourceCode, vertical, null, leads));
    }
}
