package dev.galena.market.intake;

import dev.galena.consent.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that was not accepted.
 *
 * @param cells as they came; an absent one is empty
 * @param whose as far as that could be read; when it is to be forgotten, so is the row
 */
record Reject(
        long row,
        List<String> cells,
        List<Fault> faults,
        @Nullable Identity whose) {}
