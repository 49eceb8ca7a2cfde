package dev.galena.api;

import dev.galena.billing.Money;
import dev.galena.db.Id;
import dev.galena.market.delivery.SafeCell;
import dev.galena.market.insight.Column;
import dev.galena.market.insight.Report;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A report as a table for spreadsheets: amounts in units of the row's currency. */
final class ReportCsv {
    private ReportCsv() {}

    static String of(Report report) {
        var text = new StringBuilder("\uFEFF");
        text.append(report.columns().stream().map(Column::name).collect(Collectors.joining(",")))
                .append("\r\n");
        for (var row : report.rows())
            text.append(IntStream.range(0, row.size())
                            .mapToObj(i -> cell(report.columns().get(i), row.get(i)))
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        return text.toString();
    }

    private static String cell(Column column, @Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case Long number -> number.toString();
            case Money money -> money.decimal();
            case UUID id -> Id.text(Objects.requireNonNull(column.prefix()), id);
            case String text -> '"' + SafeCell.write(text).replace("\"", "\"\"") + '"';
            default -> cell.toString();
        };
    }
}
