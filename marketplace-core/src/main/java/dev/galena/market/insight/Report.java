package dev.galena.market.insight;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures to be drawn or put into a table.
 *
 * @param rows each as long as the columns
 * @param asOf what happened later is not in it; nor is what happened in the seconds before, perhaps
 */
public record Report(List<Column> columns, List<List<@Nullable Object>> rows, Instant asOf) {
    public Report {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
