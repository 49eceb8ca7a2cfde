package dev.galena.market.insight;

import static dev.galena.market.insight.Column.money;
import static dev.galena.market.insight.Column.plain;

import dev.galena.db.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is open now, by vertical and by how long ago the person asked; of each the price in the middle. */
final class Stock implements Drawing {
    private static final String SQL = """
            with prices as (
              select v.code, t.age, t.currency, t.price, sum(t.n) as n from market.stock_tally t join market.vertical v on v.id = t.vertical_id
              where ($1::uuid is null or t.seller_id = $1) and ($2::text is null or v.code = $2) and ($3::text is null or t.currency = $3)
              group by 1, 2, 3, 4),
            ranked as (
              select *, sum(n) over (partition by code, age, currency order by price) as upto,
                     sum(n) over (partition by code, age, currency) as everyone from prices)
            select code, age::int, max(everyone), min(price) filter (where 2 * upto >= everyone), currency from ranked
            group by code, age, currency order by code, age""";

    @Override
    public List<Column> columns() {
        return List.of(
                plain("vertical"),
                plain("age_from"),
                plain("age_to"),
                plain("listings"),
                money("median_price"),
                plain("currency"));
    }

    @Override
    public List<List<@Nullable Object>> rows(Tx tx, Question q) {
        List<Column> read =
                List.of(plain("vertical"), plain("age"), plain("listings"), money("median_price"), plain("currency"));
        return Cells.of(read, tx.rows(SQL, q.party(), q.vertical(), q.currency())).stream()
                .map(Stock::stepped)
                .toList();
    }

    private static List<@Nullable Object> stepped(List<@Nullable Object> row) {
        return stepped(row, 1, Steps.AGE);
    }

    /** With the bounds of a step in its place, as durations. */
    static List<@Nullable Object> stepped(List<@Nullable Object> row, int at, Steps steps) {
        int step = ((Long) Objects.requireNonNull(row.get(at))).intValue();
        Duration to = steps.to(step);
        List<@Nullable Object> cells = new ArrayList<>(row);
        cells.set(at, steps.from(step).toString());
        cells.add(at + 1, to == null ? null : to.toString());
        return cells;
    }
}
