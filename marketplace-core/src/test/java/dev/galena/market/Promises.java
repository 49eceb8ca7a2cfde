package dev.galena.market;

import java.util.LinkedHashMap;
import java.util.Map;

/** Queries that find whatever breaks a promise. Each was seen to find something. */
final class Promises {

    static final Map<String, String> QUERIES = new LinkedHashMap<>();

    private Promises() {}

    static {
        QUERIES.put("slots taken are slots sold", """
                select l.lead_id from market.listing l
                left join (select lead_id, count(*) as n, max(slot) as last from market.sale group by lead_id) s using (lead_id)
                where l.sold <> coalesce(s.n, 0) or coalesce(s.last, 0) <> coalesce(s.n, 0) or l.sold > l.max_sales""");
        QUERIES.put(
                "full means exhausted",
                "select lead_id from market.listing where (sold = max_sales) and status = 'open'");
        QUERIES.put("exclusive is alone", """
                select lead_id from market.sale group by lead_id having bool_or(exclusive) and count(*) > 1
                union all select lead_id from market.sale group by lead_id having count(*) > min(max_sales)""");
        QUERIES.put("no person twice to one buyer", """
                select a.id from market.sale a join market.sale b
                  on b.buyer_id = a.buyer_id and b.subject_id = a.subject_id and b.id > a.id
                where b.sold_at - a.sold_at < interval '90 days'""");
        QUERIES.put("a purchase is its sales and its journal", """
                select p.id from market.purchase p
                left join (select purchase_id, count(*) as n, sum(vat) as vat, sum(promo) as promo, sum(price - fee) as share,
                             sum(case when quota_id is null then price + vat else 0 end) as total,
                             sum(case when quota_id is null then 0 else price end) as prepaid
                           from market.sale group by purchase_id) s on s.purchase_id = p.id
                left join (select j.ref, j.id,
                             coalesce(sum(t.amount) filter (where d.kind = 'BUYER_WALLET'), 0) as wallet,
                             coalesce(sum(t.amount) filter (where d.kind = 'BUYER_PROMO'), 0) as promo,
                             coalesce(sum(t.amount) filter (where d.kind = 'DEFERRED_REVENUE'), 0) as prepaid,
                             coalesce(sum(t.amount) filter (where c.kind = 'SELLER_PENDING'), 0) as share,
                             coalesce(sum(t.amount) filter (where c.kind = 'VAT_OUTPUT'), 0) as vat
                           from billing.journal j join billing.transfer t on t.journal_id = j.id
                           join billing.account d on d.id = t.debit_id join billing.account c on c.id = t.credit_id
                           where j.kind = 'purchase' group by j.ref, j.id) m on m.ref = p.id
                where (p.total, p.leads, p.vat, p.promo) is distinct from (s.total, s.n, s.vat, s.promo)
                   or (p.journal_id, p.total - p.promo, s.promo, s.prepaid, s.share, s.vat)
                     is distinct from (m.id, m.wallet, m.promo, m.prepaid, m.share, m.vat)
                union all select s.id from market.sale s where not exists
                  (select from market.purchase p where p.id = s.purchase_id and p.buyer_id = s.buyer_id)
                union all select j.ref from billing.journal j where j.kind = 'purchase' and not exists
                  (select from market.purchase p where p.id = j.ref)""");
        QUERIES.put("each sale has standing consent at its moment", """
                select s.id from market.sale s join market.lead d on d.id = s.lead_id
                left join consent.consent c on c.id = s.consent_id and c.subject_id = s.subject_id and c.id = d.consent_id
                where c.id is null or c.granted_at > s.sold_at or c.revoked_at <= s.sold_at or c.expires_at <= s.sold_at""");
        QUERIES.put("each sale is in the consent's log once", """
                select s.id from market.sale s
                where (select count(*) from consent.event e where e.consent_id = s.consent_id and e.type = 'lead.sold'
                       and convert_from(e.leaf, 'UTF8')::jsonb #>> '{fields,sale_id}' = s.id::text) <> 1""");
        QUERIES.put("each buyer is told of each sale once", """
                select coalesce(s.id, e.id) from market.sale s
                full join (select (array_agg(id))[1] as id, party_id, lead_id, count(*) as n from market.event
                           where type = 'lead.purchased' group by party_id, lead_id) e
                  on e.party_id = s.buyer_id and e.lead_id = s.lead_id
                where e.n is distinct from 1 or s.id is null""");
        QUERIES.put("consent events are unbroken chains", """
                select consent_id from (
                  select e.consent_id, e.leaf, convert_from(e.leaf, 'UTF8')::jsonb as json,
                         lag(e.leaf) over w as before, lead(e.leaf) over w is null as last, row_number() over w - 1 as n
                  from consent.event e where e.consent_id is not null
                  window w as (partition by e.consent_id order by e.idx nulls last, e.serial)) chain
                join consent.consent c on c.id = consent_id
                where (json ->> 'seq')::int <> n + (select min((convert_from(f.leaf, 'UTF8')::jsonb ->> 'seq')::int)
                         from consent.event f where f.consent_id = chain.consent_id)
                   or before is not null and json ->> 'prev' is distinct from encode(sha256('\\x00'::bytea || before), 'hex')
                   or last and (c.head <> sha256('\\x00'::bytea || leaf) or c.seq <> (json ->> 'seq')::int)""");
    }
}
