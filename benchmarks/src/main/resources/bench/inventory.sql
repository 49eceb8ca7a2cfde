-- Leads of invented people, listed and consented; $1 how many, $2 sellers, $3 vertical, $4 version, $5 slots, $6 notice.
-- Nothing is sealed here: a purchase opens nothing.
with people as (
  select n, uuidv7() as subject, uuidv7() as consent, uuidv7() as lead, ($2::uuid[])[1 + n % cardinality($2::uuid[])] as seller
  from generate_series(1, $1) n),
consents as (
  insert into consent.consent (id, subject_id, notice_id, seller_id, granted_at, channels, facts, certified, sealed, seq, head)
  select consent, subject, $6, seller, now() - interval '1 hour', 9, 511, true, decode(repeat('ab', 300), 'hex'), 0,
         sha256(convert_to(consent::text, 'UTF8'))
  from people),
leads as (
  insert into market.lead (id, subject_id, consent_id, seller_id, source_id, vertical_id, vertical_version, generated_at,
    received_at, subs, hidden, contributions)
  select lead, subject, consent, seller, seller, $3, $4, now() - interval '1 hour', now(), '{}', '{"bant": "x"}',
         '[{"rule": "visits", "points": 20}, {"rule": "page", "points": 15}]'
  from people)
insert into market.listing (lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip, score, level, channels,
  certified, generated_at, expires_at, attrs, currency, price, exclusive_price, max_sales, status)
select lead, $3, $4, seller, 'src-' || n % 50, (array['CA', 'NY', 'TX', 'FL', 'WA'])[1 + n % 5], lpad((n % 90000)::text, 5, '0'),
       n % 101, n % 4, 9, true, now() - interval '1 hour', now() + interval '90 days',
       '{"specialization": "Finance Management", "total_visits": 4}', 'USD', 500 + n % 50 * 50, 5000 + n % 50 * 50, $5, 'open'
from people
returning lead_id, seller_id
