package dev.galena.market.intake;

import java.util.List;
import java.util.UUID;

/** What became of a checked lead. */
sealed interface Outcome {
    /**
     * It is in the market.
     *
     * @param lacking what its record of consent lacks to be sold, by {@link Sellable}
     */
    record Accepted(UUID leadId, List<String> lacking) implements Outcome {}

    /**
     * The same person in the same vertical, within the vertical's window.
     *
     * @param leadId the earlier lead, stored or accepted just now
     */
    record Duplicate(UUID leadId) implements Outcome {}

    /** The person has withdrawn since. */
    record Suppressed() implements Outcome {}
}
