package dev.galena.market.intake;

import dev.galena.consent.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the checks say of a draft. */
sealed interface Verdict {
    /** Nothing against it. */
    record Sound(Checked lead) implements Verdict {}

    /**
     * All that is wrong with it, in the documented order; never empty.
     *
     * @param whose as far as a number or an address could be read
     */
    record Faulty(List<Fault> faults, @Nullable Identity whose) implements Verdict {
        Faulty(List<Fault> faults) {
            this(faults, null);
        }
    }
}
