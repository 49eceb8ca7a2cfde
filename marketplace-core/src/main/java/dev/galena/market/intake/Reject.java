package dev.galena.market.intake;

import java.util.List;

/**
 * A row that was not accepted.
 *
 * @param cells as they came; an absent one is empty
 */
record Reject(long row, List<String> cells, List<Fault> faults) {}
