package dev.galena.market.insight;

import static dev.galena.market.insight.Column.plain;

import dev.galena.db.Tx;
import java.time.DayOfWeek;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of the leads of each week, how many were sold for the first time how many weeks later. Weeks are whole, from Monday. */
final class Cohort implements Drawing {
    private static final String SQL = """
            with counted as (
              select date_trunc('week', t.slot at time zone $4::text)::date as week, t.measure, t.bucket, p.currency, sum(t.n) as n
              from market.tally t join market.party p on p.id = t.party_id join market.source s on s.id = t.source_id
              join market.vertical v on v.id = t.vertical_id
              where t.measure in ('came', 'found') and t.slot >= $2 and t.slot < $3 and ($1::uuid is null or t.party_id = $1)
                and ($5::text is null or s.code = $5) and ($6::text is null or v.code = $6) and ($7::text is null or p.currency = $7)
              group by 1, 2, 3, 4),
            leads as (select week, currency, sum(n) as n from counted where measure = 'came' group by 1, 2)
            select l.week, l.n, c.bucket::int, coalesce(c.n, 0), l.currency
            from leads l left join counted c on c.week = l.week and c.currency = l.currency and c.measure = 'found'
            order by 1, 5, 3 limit 2000""";

    @Override
    public List<Column> columns() {
        return List.of(plain("week"), plain("leads"), plain("weeks_until_sold"), plain("sold"), plain("currency"));
    }

    @Override
    public List<List<@Nullable Object>> rows(Tx tx, Question q) {
        var monday = q.from()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay(q.zone())
                .toInstant();
        return Cells.of(
                columns(),
                tx.rows(SQL, q.party(), monday, q.end(), q.zone().getId(), q.source(), q.vertical(), q.currency()));
    }
}
