-- Consents of invented people with two events each, a grant and a sale, chained and hashed as the product does it, and waiting for the
-- log. $1 how many, $2 seller, $3 notice, $4 and $5 when: the same instant as a time and as the log writes it.
with people as materialized (
  select n, uuidv7() as id, uuidv7() as lead, uuidv7() as buyer from generate_series(1, $1) n),
grants as materialized (
  select n, id, lead, buyer, convert_to(
    '{"at":"' || $5::text || '","commitments":{"act":"' || salted || '","email":"' || salted || '","ip":"' || salted || '","name":"' || salted
    || '","page_url":"' || salted || '","phone":"' || salted || '","user_agent":"' || salted || '"},"consent":"' || id
    || '","fields":{"certified":true,"channels":["call","sms"],"granted_at":"2026-11-01T10:00:00Z","notice":"' || encode($3::bytea, 'hex')
    || '","seller":"' || $2::uuid || '"},"seq":0,"type":"consent.granted","v":1}', 'UTF8') as leaf
  from (select *, translate(rtrim(encode(sha256(uuid_send(id)), 'base64'), '='), '+/', '-_') as salted from people) salted),
sales as materialized (
  select n, id, convert_to(
    '{"at":"' || $5::text || '","consent":"' || id || '","fields":{"buyer_id":"' || buyer || '","lead":"' || lead || '","rule_set":"us-tcpa-pewc@1",'
    || '"slot":1,"verdict":"given"},"prev":"' || encode(sha256('\x00'::bytea || leaf), 'hex') || '","seq":1,"type":"lead.sold","v":1}',
    'UTF8') as leaf
  from grants),
consents as (
  insert into consent.consent (id, subject_id, notice_id, seller_id, granted_at, channels, facts, certified, sealed, seq, head)
  select id, id, $3, $2::uuid, '2026-11-01T10:00:00Z', 9, 511, true, decode(repeat('ab', 300), 'hex'), 1, sha256('\x00'::bytea || leaf)
  from sales)
insert into consent.event_pending (consent_id, type, at, leaf)
select id, type, $4::timestamptz, leaf from (
  select n, 0 as seq, id, 'consent.granted' as type, leaf from grants union all
  select n, 1, id, 'lead.sold', leaf from sales) events
order by n, seq
