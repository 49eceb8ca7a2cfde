package dev.galena.market.intake;

import java.util.List;

/**
 * How a file is written.
 *
 * @param charset name of its encoding
 * @param bomBytes to skip at its start
 * @param delimiter between the cells of a CSV
 * @param header whether the first record names the columns
 * @param columns names of the columns, in the order of the cells
 */
public record Format(Kind kind, String charset, int bomBytes, char delimiter, boolean header, List<String> columns) {
    public enum Kind {
        CSV,
        NDJSON
    }

    public Format {
        columns = List.copyOf(columns);
    }
}
