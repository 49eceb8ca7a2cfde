package dev.galena.market.insight;

import java.util.List;
import java.util.regex.Pattern;

/** What is counted: each kind of fact, and the statement that adds a part of them, in the order of their ids, to the tallies. */
final class Facts {

    /**
     * One kind.
     *
     * @param sql counts ids behind $1 and before $2, at most $3; tells how many it read, and the last
     */
    record Fact(String name, String sql) {}

    private static final Pattern SLOT = Pattern.compile("slot\\{([^}]+)}");
    private static final Pattern PACE = Pattern.compile("pace\\{([^}]+)}");

    private static final String LEADS = """
            with part as materialized (
              select id, seller_id, source_id, batch_id, vertical_id, received_at from market.lead
              where id > $1 and id < $2 order by id limit $3),
            counted as (
              insert into market.tally as t
              select l.seller_id, 'came', slot{CAME}, l.vertical_id, l.source_id, coalesce(l.batch_id, NONE), 0, count(*), 0
              from part l left join market.batch b on b.id = l.batch_id group by 1, 3, 4, 5, 6
              ADD),
            offered as (
              select g.currency, g.vertical_id, g.level, e.exclusive, slot{l.received_at} as slot, l.seller_id,
                     case when e.exclusive then g.exclusive_price else g.price end as price
              from part l join market.listing g on g.lead_id = l.id cross join (values (false), (true)) as e(exclusive)),
            priced as (
              insert into market.price_tally as t
              select currency, vertical_id, level, exclusive, slot, seller_id, price, count(*), 0
              from offered where price is not null group by 1, 2, 3, 4, 5, 6, 7
              PUT)
            READ""";

    private static final String SALES = """
            with part as materialized (
              select id, lead_id, slot, purchase_id, seller_id, buyer_id, vertical_id, exclusive, level, price, fee, vat,
                     coalesce(list_price, price) as list_price, sold_at
              from market.sale where id > $1 and id < $2 order by id limit $3),
            told as (
              select s.*, slot{s.sold_at} as sold_slot, slot{CAME} as came_slot, pace{s.sold_at - l.generated_at} as pace,
                     least(greatest(floor(extract(epoch from s.sold_at - CAME) / 604800), 0), 999)::int as weeks,
                     l.source_id, coalesce(l.batch_id, NONE) as batch_id
              from part s join market.lead l on l.id = s.lead_id left join market.batch b on b.id = l.batch_id),
            counted as (
              insert into market.tally as t
              select seller_id, 'sold', sold_slot, vertical_id, NONE, NONE, pace, count(*), sum(price - fee) from told group by 1, 3, 4, 7
              union all
              select buyer_id, 'bought', sold_slot, vertical_id, NONE, NONE, pace, count(*), sum(price + vat) from told group by 1, 3, 4, 7
              union all
              select seller_id, 'earned', came_slot, vertical_id, source_id, batch_id, 0, count(*), sum(price - fee)
              from told group by 1, 3, 4, 5, 6
              union all
              select seller_id, 'found', came_slot, vertical_id, source_id, batch_id, weeks, count(*), 0
              from told where slot = 1 group by 1, 3, 4, 5, 6, 7
              ADD),
            priced as (
              insert into market.price_tally as t
              select c.currency, s.vertical_id, s.level, s.exclusive, s.sold_slot, s.seller_id, s.list_price, 0, count(*)
              from told s join market.purchase c on c.id = s.purchase_id where s.list_price > 0 group by 1, 2, 3, 4, 5, 6, 7
              PUT)
            READ""";

    private static final String CHANGES = """
            with part as materialized (
              select id, sale_id, return_id, buyer_id, seller_id, (kind = 'return')::int as n, covered + subsidy as share,
                     covered + fee + vat as gross, at
              from market.sale_change where id > $1 and id < $2 order by id limit $3),
            told as (
              select c.*, slot{c.at} as slot, slot{CAME} as came_slot, s.vertical_id, l.source_id, coalesce(l.batch_id, NONE) as batch_id
              from part c join market.sale s on s.id = c.sale_id join market.lead l on l.id = s.lead_id
              left join market.batch b on b.id = l.batch_id),
            counted as (
              insert into market.tally as t
              select seller_id, 'returned', slot, vertical_id, NONE, NONE, 0, sum(n), sum(share) from told group by 1, 3, 4
              union all
              select buyer_id, 'refunded', slot, vertical_id, NONE, NONE, 0, sum(n), sum(gross) from told group by 1, 3, 4
              union all
              select seller_id, 'undone', came_slot, vertical_id, source_id, batch_id, 0, sum(n), sum(share)
              from told group by 1, 3, 4, 5, 6
              union all
              select t.seller_id, 'given ' || r.reason, slot{r.requested_at}, t.vertical_id, t.source_id, NONE, 0, count(*), 0
              from told t join market.sale_return r on r.id = t.return_id group by 1, 2, 3, 4, 5
              ADD)
            READ""";

    private static final String RETURNS = """
            with part as materialized (
              select id, seller_id, lead_id, reason, requested_at from market.sale_return where id > $1 and id < $2 order by id limit $3),
            counted as (
              insert into market.tally as t
              select r.seller_id, 'asked ' || r.reason, slot{r.requested_at}, l.vertical_id, l.source_id, NONE, 0, count(*), 0
              from part r join market.lead l on l.id = r.lead_id group by 1, 2, 3, 4, 5
              ADD)
            READ""";

    /** The first look of a buyer at a person he bought; later ones are no news. */
    private static final String LOOKS = """
            with part as materialized (
              select id, at, party_id, action, lead_id from market.access_record where id > $1 and id < $2 order by id limit $3),
            looks as (
              select distinct on (lead_id, party_id) id, at, party_id, lead_id from part
              where action in ('contact.revealed', 'contact.exported') and lead_id is not null order by lead_id, party_id, id),
            told as (
              select s.seller_id, s.buyer_id, s.vertical_id, slot{s.sold_at} as slot, pace{k.at - s.sold_at} as pace
              from looks k join market.sale s on s.lead_id = k.lead_id and s.buyer_id = k.party_id
              where not exists (select from market.access_record e where e.lead_id = k.lead_id and e.party_id = k.party_id
                                  and e.action in ('contact.revealed', 'contact.exported') and e.id < k.id)),
            counted as (
              insert into market.tally as t
              select seller_id, 'seen', slot, vertical_id, NONE, NONE, pace, count(*), 0 from told group by 1, 3, 4, 7
              union all
              select buyer_id, 'looked', slot, vertical_id, NONE, NONE, pace, count(*), 0 from told group by 1, 3, 4, 7
              ADD)
            READ""";

    static final List<Fact> ALL = List.of(
            new Fact("lead", sql(LEADS)),
            new Fact("sale", sql(SALES)),
            new Fact("sale-change", sql(CHANGES)),
            new Fact("sale-return", sql(RETURNS)),
            new Fact("look", sql(LOOKS)));

    private Facts() {}

    private static String sql(String text) {
        String words = text.replace("ADD)", """
                        on conflict (party_id, measure, slot, vertical_id, source_id, batch_id, bucket)
                        do update set n = t.n + excluded.n, amount = t.amount + excluded.amount)""")
                .replace("PUT)", """
                        on conflict (currency, vertical_id, level, exclusive, slot, seller_id, price)
                        do update set asked = t.asked + excluded.asked, sold = t.sold + excluded.sold)""")
                .replace("READ", "select count(*), (array_agg(id order by id desc))[1] from part")
                // A lead belongs to when its file was handed in, so that its rows and what became of them stand side by
                // side.
                .replace("CAME", "coalesce(b.created_at, l.received_at)")
                .replace("NONE", "'00000000-0000-0000-0000-000000000000'::uuid");
        String slots = SLOT.matcher(words)
                .replaceAll("date_bin(interval '15 minutes', $1, timestamptz '2000-01-01 00:00:00Z')");
        return PACE.matcher(slots).replaceAll(pace -> Steps.PACE.sql(pace.group(1)));
    }
}
