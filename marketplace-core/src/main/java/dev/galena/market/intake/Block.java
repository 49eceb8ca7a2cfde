package dev.galena.market.intake;

import java.util.List;

/**
 * Some hundred records of a file, cut out but not parsed yet.
 *
 * @param firstRow number of the first row, from 1
 * @param rows how many rows, the broken ones included
 * @param text the whole records, one after the other
 * @param broken rows that cannot be parsed
 */
record Block(long firstRow, int rows, String text, List<Broken> broken) {
    /** A row whose end could not be found within the limits, with the beginning of what stands there. */
    record Broken(long row, Fault fault, String beginning) {}

    long lastRow() {
        return firstRow + rows - 1;
    }

    int whole() {
        return rows - broken.size();
    }
}
