package dev.galena.market.invoicing;

import dev.galena.billing.document.DraftLine;
import dev.galena.db.Tx;
import java.util.List;
import java.util.UUID;

/** Rows of the market that belong on documents. */
interface Source {

    /** For ever the same. */
    String name();

    /** Rows with ids behind {@code after} and before {@code bound}, in the order of ids. */
    Noted read(Tx tx, UUID after, UUID bound, int limit);

    /** Those behind {@code after} that one buyer was charged for, or got something back of. */
    default Noted ofBuyer(Tx tx, UUID buyer, UUID after, int limit) {
        return new Noted(0, after, false, List.of());
    }

    /**
     * A part of them.
     *
     * @param rows how many were read; fewer lines where some cost nothing
     * @param last the last id read; of no meaning without rows
     * @param more there may be more behind it
     */
    record Noted(int rows, UUID last, boolean more, List<DraftLine> lines) {}
}
