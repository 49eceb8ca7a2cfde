package dev.galena.market.insight;

import static dev.galena.market.insight.Column.id;
import static dev.galena.market.insight.Column.plain;

import dev.galena.db.Tx;
import dev.galena.market.returns.ReturnReason;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why rows came back when they were handed in, and why buyers wanted their money back, by source. */
final class Quality implements Drawing {
    private static final String SQL = """
            with faults as (
              select b.seller_id, b.source_id, b.vertical_id, 'reject' as kind, c.key as reason, sum(c.value::bigint) as n,
                     sum(c.value::bigint) as accepted
              from market.batch b, jsonb_each_text(b.counts -> 'by_code') c
              where not b.dry_run and b.created_at >= $2 and b.created_at < $3 and ($1::uuid is null or b.seller_id = $1)
              group by 1, 2, 3, 5
              union all
              select party_id, source_id, vertical_id, 'return', split_part(measure, ' ', 2),
                     sum(case when measure like 'asked %' then n else 0 end), sum(case when measure like 'given %' then n else 0 end)
              from market.tally
              where measure = any($7::text[]) and slot >= $2 and slot < $3 and ($1::uuid is null or party_id = $1)
              group by 1, 2, 3, 5)
            select p.id, s.code, f.kind, f.reason, sum(f.n), sum(f.accepted), p.currency
            from faults f join market.source s on s.id = f.source_id join market.vertical v on v.id = f.vertical_id
            join market.party p on p.id = f.seller_id
            where ($4::text is null or s.code = $4) and ($5::text is null or v.code = $5) and ($6::text is null or p.currency = $6)
            group by p.id, s.id, s.code, f.kind, f.reason, p.currency order by 5 desc, 2, 3, 4 limit 1000""";

    private static final String[] RETURNS = Stream.of(ReturnReason.values())
            .flatMap(reason -> Stream.of("asked " + reason.code(), "given " + reason.code()))
            .toArray(String[]::new);

    @Override
    public List<Column> columns() {
        return List.of(
                id("seller", "pty"),
                plain("source"),
                plain("kind"),
                plain("reason"),
                plain("count"),
                plain("accepted"),
                plain("currency"));
    }

    @Override
    public List<List<@Nullable Object>> rows(Tx tx, Question q) {
        return Cells.of(
                columns(),
                tx.rows(SQL, q.party(), q.start(), q.end(), q.source(), q.vertical(), q.currency(), RETURNS));
    }
}
