package dev.galena.market.insight;

import static dev.galena.market.insight.Column.money;
import static dev.galena.market.insight.Column.plain;

import dev.galena.db.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A seller's money at the end of each day, by where it stood, and what was earned and paid out on it: by the ledger, from its first line. */
final class Earned implements Drawing {
    private static final String SQL = """
            with moved as (
              select greatest((slot at time zone $4::text)::date, $2::date - 1) as day, measure, sum(amount) as amount
              from market.tally
              where party_id = $1 and measure in ('gained', 'pending', 'payable', 'reserve', 'paid-out') and slot < $3
              group by 1, 2),
            days as (
              select day::date as day, sum(amount) filter (where measure = 'gained') as earned,
                     sum(amount) filter (where measure = 'pending') as pending, sum(amount) filter (where measure = 'payable') as payable,
                     sum(amount) filter (where measure = 'reserve') as reserve, sum(amount) filter (where measure = 'paid-out') as paid_out
              from generate_series($2::date - 1, $5::date, interval '1 day') as day left join moved using (day)
              group by 1),
            standing as (
              select day, coalesce(earned, 0) as earned, sum(coalesce(pending, 0)) over upto as pending,
                     sum(coalesce(payable, 0)) over upto as payable, sum(coalesce(reserve, 0)) over upto as reserve,
                     coalesce(paid_out, 0) as paid_out
              from days window upto as (order by day))
            select day, earned, pending, payable, reserve, paid_out, $6::text from standing where day >= $2::date order by day""";

    @Override
    public List<Column> columns() {
        return List.of(
                plain("day"),
                money("earned"),
                money("pending"),
                money("payable"),
                money("reserve"),
                money("paid_out"),
                plain("currency"));
    }

    @Override
    public List<List<@Nullable Object>> rows(Tx tx, Question q) {
        return Cells.of(
                columns(), tx.rows(SQL, q.party(), q.from(), q.end(), q.zone().getId(), q.to(), q.currency()));
    }
}
