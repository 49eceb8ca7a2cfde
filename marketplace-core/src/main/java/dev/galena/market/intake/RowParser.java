package dev.galena.market.intake;

import java.util.List;

/** Makes rows of the text of a block. Safe for many threads at once. */
interface RowParser {
    /** As many rows as the block has, in order. */
    List<Row> parse(Block block);

    static RowParser of(Format format, Limits limits) {
        return switch (format.kind()) {
            case CSV -> new CsvRows(format, limits);
            case NDJSON -> new JsonRows(format.columns(), limits);
        };
    }
}
