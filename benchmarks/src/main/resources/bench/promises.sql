-- What breaks a promise, counted; every count must be 0.
select 'listings whose slots are not their sales', count(*) from market.listing l
  left join (select lead_id, count(*) as n, max(slot) as last from market.sale group by lead_id) s using (lead_id)
  where l.sold <> coalesce(s.n, 0) or l.sold > l.max_sales or coalesce(s.last, 0) <> coalesce(s.n, 0)
union all
select 'purchases that are not their sales or not their money', count(*) from market.purchase p
  left join (select purchase_id, sum(case when quota_id is null then price + vat else 0 end) as total, count(*) as n
             from market.sale group by purchase_id) s
    on s.purchase_id = p.id
  left join (select j.ref, coalesce(sum(t.amount) filter (where d.kind in ('BUYER_WALLET', 'BUYER_PROMO')), 0) as total
             from billing.journal j join billing.transfer t on t.journal_id = j.id
             join billing.account d on d.id = t.debit_id where j.kind = 'purchase' group by j.ref) m on m.ref = p.id
  where p.total is distinct from s.total or p.leads is distinct from s.n or p.total is distinct from m.total
union all
select 'sales less purchases', count(*) - (select coalesce(sum(leads), 0) from market.purchase) from market.sale
union all
select 'persons sold twice to one buyer', count(*) from
  (select from market.sale group by buyer_id, subject_id having count(*) > 1) twice
union all
select 'sales less news to buyers', (select count(*) from market.sale) - count(*)
  from market.event where type = 'lead.purchased'
union all
select 'sales less events of consent', (select count(*) from market.sale) - count(*)
  from consent.event where type = 'lead.sold'
union all
select 'consents whose chain does not have all its sales', count(*) from consent.consent c
  join (select consent_id, count(*) as n from consent.event group by consent_id) e on e.consent_id = c.id
  where c.seq <> e.n
union all
select 'purchases without a stored answer', (select count(*) from market.purchase) - count(*)
  from market.idempotency where status = 201
