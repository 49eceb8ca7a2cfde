package dev.galena.market.intake;

import dev.galena.market.delivery.ExportPurchases;
import dev.galena.market.delivery.SafeCell;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rejected rows of a batch as a CSV: their own columns as they came, and what is wrong with each row. To be corrected and
 * uploaded again: these four columns are ignored then, and the guard against formulas is taken off again.
 */
final class RejectFile {
    static final List<String> ADDED = List.of("row_number", "error_code", "error_field", "error_detail");
    static final Set<String> OWN_COLUMNS = Set.copyOf(ADDED);
    private static final String BETWEEN = " | ";

    private final Format format;
    private final List<Integer> kept;

    RejectFile(Format format) {
        this.format = format;
        this.kept = java.util.stream.IntStream.range(0, format.columns().size())
                .filter(i -> !OWN_COLUMNS.contains(format.columns().get(i)))
                .boxed()
                .toList();
    }

    /** Whether a file came out of here, or is an export of bought leads: then its cells are guarded. */
    static boolean cameFromHere(Format format) {
        return format.kind() == Format.Kind.CSV
                && (format.columns().containsAll(ADDED) || ExportPurchases.wrote(format.columns()));
    }

    String head() {
        var line = new StringBuilder("\uFEFF");
        for (int i : kept) cell(line, format.columns().get(i)).append(',');
        return line.append(String.join(",", ADDED)).append("\r\n").toString();
    }

    String line(Reject reject) {
        var line = new StringBuilder(1024);
        List<String> cells = reject.cells();
        for (int i : kept) cell(line, i < cells.size() ? cells.get(i) : "").append(',');
        line.append(reject.row()).append(',');
        cell(line, joined(reject.faults().stream().map(Fault::code).toList())).append(',');
        cell(line, joined(reject.faults().stream().map(Fault::field).toList())).append(',');
        return cell(line, joined(reject.faults().stream().map(Fault::detail).toList()))
                .append("\r\n")
                .toString();
    }

    private static String joined(List<String> values) {
        return values.stream().collect(Collectors.joining(BETWEEN));
    }

    private static StringBuilder cell(StringBuilder line, String text) {
        String safe = SafeCell.write(text);
        return line.append('"').append(safe.replace("\"", "\"\"")).append('"');
    }
}
