package dev.galena.market.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row as it stands in the file.
 *
 * @param number from 1, the header not counted
 * @param cells in the order of the columns; a JSON key that is absent is null
 * @param fault why it is no proper row, if so
 */
record Row(
        long number, List<@Nullable String> cells, @Nullable Fault fault) {}
