package dev.galena.market.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of a CSV. A row must have exactly as many cells as the header. */
final class CsvRows implements RowParser {
    private final char delimiter;
    private final int columns;
    private final Limits limits;

    CsvRows(Format format, Limits limits) {
        this(format.delimiter(), format.columns().size(), limits);
    }

    CsvRows(char delimiter, int columns, Limits limits) {
        this.delimiter = delimiter;
        this.columns = columns;
        this.limits = limits;
    }

    @Override
    public List<Row> parse(Block block) {
        List<String[]> records = records(block.text());
        if (records == null || records.size() != block.whole()) return unreadable(block);
        List<Row> rows = new ArrayList<>(block.rows());
        Iterator<String[]> whole = records.iterator();
        Iterator<Block.Broken> broken = block.broken().iterator();
        Block.@Nullable Broken nextBroken = broken.hasNext() ? broken.next() : null;
        for (long n = block.firstRow(); n <= block.lastRow(); n++) {
            if (nextBroken != null && nextBroken.row() == n) {
                rows.add(broken(nextBroken));
                nextBroken = broken.hasNext() ? broken.next() : null;
            } else {
                rows.add(row(n, whole.next()));
            }
        }
        return rows;
    }

    /** All records of a text, or null when it is not to be parsed at all. */
    @Nullable
    List<String[]> records(String text) {
        List<String[]> records = new ArrayList<>();
        try {
            for (String[] record : reader(text)) records.add(record);
        } catch (CsvParseException e) {
            return null;
        }
        return records;
    }

    @SuppressWarnings("removal") // there is no other way yet to read on after a stray quote
    private CsvReader<String[]> reader(String text) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(4 * limits.rowCharsMax())
                .build(
                        StringArrayHandler.of(h -> h.maxFields(limits.columnsMax() + 1)
                                .maxFieldSize(2 * limits.rowCharsMax())
                                .maxRecordSize(2 * limits.rowCharsMax())),
                        text);
    }

    private Row row(long number, String[] cells) {
        return new Row(number, Arrays.asList(cells), fault(cells));
    }

    private @Nullable Fault fault(String[] cells) {
        if (cells.length != columns)
            return new Fault(
                    cells.length < columns ? "too-few-cells" : "too-many-cells",
                    "",
                    cells.length + " cells under " + columns + " columns");
        for (int i = 0; i < cells.length; i++) {
            if (cells[i].length() > limits.cellCharsMax())
                return new Fault("cell-too-long", "", "column " + (i + 1) + " is longer than " + limits.cellCharsMax());
        }
        return null;
    }

    private Row broken(Block.Broken row) {
        return new Row(
                row.row(),
                List.of(row.beginning().split(String.valueOf(delimiter).replace("|", "\\|"), -1)),
                row.fault());
    }

    /** One record at a time, so that the row which confuses the parser is the only one to suffer. */
    private List<Row> unreadable(Block block) {
        List<Row> rows = new ArrayList<>(block.rows());
        for (long n = block.firstRow(); n <= block.lastRow(); n++)
            rows.add(new Row(
                    n,
                    List.of(),
                    new Fault(
                            "unreadable",
                            "",
                            "the rows " + block.firstRow() + " to " + block.lastRow() + " cannot be told apart")));
        return rows;
    }
}
