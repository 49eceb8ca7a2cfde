package dev.galena.market.insight;

import dev.galena.billing.Money;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of the database as rows of a report: the last column is the currency, and its amounts become money. */
final class Cells {
    private static final UUID NONE = new UUID(0, 0);

    private Cells() {}

    static List<List<@Nullable Object>> of(List<Column> columns, List<Row> rows) {
        return rows.stream().map(row -> of(columns, row)).toList();
    }

    private static List<@Nullable Object> of(List<Column> columns, Row row) {
        String currency = row.getString(columns.size() - 1);
        var cells = new ArrayList<@Nullable Object>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.getValue(i);
            if (value != null && columns.get(i).money()) value = Money.of(((Number) value).longValue(), currency);
            else if (value instanceof Number number) value = number.longValue();
            else if (value instanceof java.time.OffsetDateTime time) value = time.toInstant();
            cells.add(NONE.equals(value) ? null : value);
        }
        return cells;
    }
}
