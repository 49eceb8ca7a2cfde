package dev.galena.market.intake;

import java.util.UUID;

/** What became of a checked lead. */
sealed interface Outcome {
    /** It is in the market. */
    record Accepted(UUID leadId) implements Outcome {}

    /**
     * The same person in the same vertical, within the vertical's window.
     *
     * @param leadId the earlier lead, stored or accepted just now
     */
    record Duplicate(UUID leadId) implements Outcome {}

    /** The person has withdrawn since. */
    record Suppressed() implements Outcome {}
}
