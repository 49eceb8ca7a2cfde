package dev.galena.market.insight;

import static dev.galena.market.insight.Column.id;
import static dev.galena.market.insight.Column.money;
import static dev.galena.market.insight.Column.plain;

import dev.galena.db.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows handed in → valid → can be sold → sold → returned → earned, of what was handed in within the period. */
final class Funnel implements Drawing {
    private static final String SQL = """
            with handed as (
              select b.seller_id as party_id, b.id as batch_id, b.source_id, b.vertical_id, b.created_at as at, b.rows_done as n,
                     coalesce((b.counts ->> 'accepted')::bigint, 0) as valid,
                     coalesce((b.counts ->> 'accepted')::bigint, 0) - coalesce((b.counts ->> 'unsellable')::bigint, 0) as listed
              from market.batch b
              where not b.dry_run and b.state in ('running', 'done', 'failed') and b.created_at >= $2 and b.created_at < $3
                and ($1::uuid is null or b.seller_id = $1)
              union all
              select party_id, batch_id, source_id, vertical_id, slot, n, n, n from market.tally
              where measure = 'came' and batch_id = '00000000-0000-0000-0000-000000000000' and slot >= $2 and slot < $3
                and ($1::uuid is null or party_id = $1)),
            became as (
              select party_id, batch_id, source_id, vertical_id, slot as at,
                     sum(case measure when 'found' then n else 0 end) as found, sum(case measure when 'earned' then n else 0 end) as sales,
                     sum(case measure when 'undone' then n else 0 end) as undone,
                     sum(case when measure in ('earned', 'undone') then amount else 0 end) as amount
              from market.tally where measure in ('found', 'earned', 'undone') and slot >= $2 and slot < $3
                and ($1::uuid is null or party_id = $1)
              group by 1, 2, 3, 4, 5),
            parts as (
              select party_id, batch_id, source_id, vertical_id, at, n, valid, listed, 0 as found, 0 as sales, 0 as undone, 0 as amount
              from handed
              union all
              select party_id, batch_id, source_id, vertical_id, at, 0, 0, 0, found, sales, undone, amount from became)
            select case when $5::text in ('batch', 'source') then c.id end, case when $5::text = 'batch' then p.batch_id end, case when $5::text in ('batch', 'source') then s.code end,
                   case when $5::text in ('batch', 'vertical') then v.code end,
                   case when $5::text = 'batch' then min((p.at at time zone $4::text)::date)
                        else (date_trunc(case $5::text when 'week' then 'week' else 'day' end, min(p.at at time zone $4::text)))::date end,
                   sum(p.n), sum(p.valid), sum(p.listed), sum(p.found), sum(p.sales), sum(p.undone), sum(p.amount), c.currency
            from parts p join market.party c on c.id = p.party_id join market.source s on s.id = p.source_id
            join market.vertical v on v.id = p.vertical_id
            where ($6::uuid is null or p.batch_id = $6) and ($7::text is null or s.code = $7) and ($8::text is null or v.code = $8)
              and ($9::text is null or c.currency = $9)
            group by 1, 2, 3, 4, c.currency,
                     case when $5::text in ('day', 'week') then date_trunc($5::text, p.at at time zone $4::text) end
            order by 5 desc, 6 desc limit 1000""";

    @Override
    public List<Column> columns() {
        return List.of(
                id("seller", "pty"),
                id("batch", "bat"),
                plain("source"),
                plain("vertical"),
                plain("day"),
                plain("rows"),
                plain("valid"),
                plain("listed"),
                plain("sold"),
                plain("sales"),
                plain("returned"),
                money("earned"),
                plain("currency"));
    }

    @Override
    public List<List<@Nullable Object>> rows(Tx tx, Question q) {
        return Cells.of(
                columns(),
                tx.rows(
                        SQL,
                        q.party(),
                        q.start(),
                        q.end(),
                        q.zone().getId(),
                        q.by("batch"),
                        q.batch(),
                        q.source(),
                        q.vertical(),
                        q.currency()));
    }
}
