package dev.galena.market.insight;

import static dev.galena.market.insight.Column.money;
import static dev.galena.market.insight.Column.plain;

import dev.galena.db.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list price in the middle, day by day: of the leads that came on the market, and of those that were sold. What buyers and sellers
 * agreed among themselves is not in it. Of the whole market, days with few are left blank, so that nobody's single sale is shown.
 */
final class Prices implements Drawing {
    private static final int FEW = 3;

    private static final String SQL = """
            with prices as (
              select date_trunc($5::text, t.slot at time zone $4::text)::date as day, t.vertical_id, t.level, t.currency, t.price,
                     sum(t.asked) as asked, sum(t.sold) as sold
              from market.price_tally t join market.vertical v on v.id = t.vertical_id
              where t.slot >= $2 and t.slot < $3 and ($1::uuid is null or t.seller_id = $1) and ($6::text is null or v.code = $6)
                and ($7::text is null or t.currency = $7) and t.exclusive = $8
              group by 1, 2, 3, 4, 5),
            ranked as (
              select *, sum(asked) over upward as asked_upto, sum(asked) over alike as asked_all,
                     sum(sold) over upward as sold_upto, sum(sold) over alike as sold_all
              from prices
              window alike as (partition by day, vertical_id, level, currency), upward as (alike order by price))
            select r.day, v.code, (array['cold', 'engaged', 'mql', 'sql'])[r.level + 1],
                   case when max(asked_all) >= $9::int then max(asked_all) end,
                   min(price) filter (where asked > 0 and 2 * asked_upto >= asked_all and asked_all >= $9::int),
                   case when max(sold_all) >= $9::int then max(sold_all) end,
                   min(price) filter (where sold > 0 and 2 * sold_upto >= sold_all and sold_all >= $9::int), r.currency
            from ranked r join market.vertical v on v.id = r.vertical_id
            group by r.day, v.code, r.level, r.currency order by 1, 2, r.level, 8 limit 5000""";

    @Override
    public List<Column> columns() {
        return List.of(
                plain("day"),
                plain("vertical"),
                plain("level"),
                plain("asked"),
                money("median_asked"),
                plain("sold"),
                money("median_sold"),
                plain("currency"));
    }

    @Override
    public List<List<@Nullable Object>> rows(Tx tx, Question q) {
        return Cells.of(
                columns(),
                tx.rows(
                        SQL,
                        q.market() ? null : q.party(),
                        q.start(),
                        q.end(),
                        q.zone().getId(),
                        q.by("day"),
                        q.vertical(),
                        q.currency(),
                        q.exclusive(),
                        q.market() ? FEW : 1));
    }
}
