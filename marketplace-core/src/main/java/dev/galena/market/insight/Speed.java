package dev.galena.market.insight;

import static dev.galena.market.insight.Column.plain;

import dev.galena.db.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long it took from when the person asked until a buyer bought, and from there until he first looked whom to call. */
final class Speed implements Drawing {
    private static final String SQL = """
            with steps as (
              select m.measure, m.step, a.age from (values ($4::text, 'bought'), ($5::text, 'looked')) as m(measure, step),
                   generate_series(0, $6::int) as a(age)),
            currencies as (
              select distinct p.currency from market.tally t join market.party p on p.id = t.party_id
              where t.measure = $4::text and t.slot >= $2 and t.slot < $3 and ($1::uuid is null or t.party_id = $1)
                and ($8::text is null or p.currency = $8)),
            counted as (
              select t.measure, t.bucket, p.currency, sum(t.n) as n
              from market.tally t join market.vertical v on v.id = t.vertical_id join market.party p on p.id = t.party_id
              where t.measure in ($4::text, $5::text) and t.slot >= $2 and t.slot < $3 and ($1::uuid is null or t.party_id = $1)
                and ($7::text is null or v.code = $7)
              group by 1, 2, 3)
            select s.step, s.age, coalesce(c.n, 0), y.currency
            from steps s cross join currencies y left join counted c on c.measure = s.measure and c.bucket = s.age and c.currency = y.currency
            order by 4, 1, 2""";

    @Override
    public List<Column> columns() {
        return List.of(plain("step"), plain("took_from"), plain("took_to"), plain("count"), plain("currency"));
    }

    @Override
    public List<List<@Nullable Object>> rows(Tx tx, Question q) {
        List<Column> read = List.of(plain("step"), plain("took"), plain("count"), plain("currency"));
        return Cells.of(
                        read,
                        tx.rows(
                                SQL,
                                q.party(),
                                q.start(),
                                q.end(),
                                q.buyer() ? "bought" : "sold",
                                q.buyer() ? "looked" : "seen",
                                Steps.PACE.count() - 1,
                                q.vertical(),
                                q.currency()))
                .stream()
                .map(row -> Stock.stepped(row, 1, Steps.PACE))
                .toList();
    }
}
