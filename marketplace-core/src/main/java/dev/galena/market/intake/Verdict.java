package dev.galena.market.intake;

import java.util.List;

/** What the checks say of a draft. */
sealed interface Verdict {
    /** Nothing against it. */
    record Sound(Checked lead) implements Verdict {}

    /** All that is wrong with it, in the documented order; never empty. */
    record Faulty(List<Fault> faults) implements Verdict {}
}
