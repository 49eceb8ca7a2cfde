-- The best one can do without sharing commits: one prepared call, one round trip, the same checks and the same writes.
create schema if not exists bench;
create or replace function bench.buy(
  p_buyer uuid, p_name text, p_wallet uuid, p_pending uuid, p_fees uuid, p_lead uuid, p_key text, p_request bytea,
  p_purchase uuid, p_sale uuid, p_journal uuid, p_event uuid, p_fee_bps integer, p_return interval, p_rules text)
returns smallint language plpgsql as $$
declare
  kept smallint;
  d record;
  c record;
  l record;
  w record;
  moment timestamptz;
  fee bigint;
  leaf bytea;
  answer text;
begin
  select status into kept from market.idempotency
    where party_id = p_buyer and operation = 'purchase' and key = p_key;
  if found then return kept; end if;

  select subject_id, consent_id, seller_id, vertical_id, vertical_version into d from market.lead where id = p_lead;
  select notice_id, granted_at, expires_at, channels, revoked_at, seq, head into c from consent.consent
    where id = d.consent_id for no key update;
  select price, max_sales, sold, status, expires_at, score, level, currency into l from market.listing
    where lead_id = p_lead for no key update;
  select posted, held, floor into w from billing.balance where account_id = p_wallet for no key update;
  moment := clock_timestamp();

  if l.status <> 'open' or l.sold >= l.max_sales or l.expires_at <= moment or d.seller_id = p_buyer
     or c.revoked_at is not null or c.expires_at <= moment or c.channels & 15 = 0
     or not exists (select from consent.notice n where n.id = c.notice_id
                    and strpos(lower(n.body), lower(p_name)) > 0 and strpos(lower(n.body), 'not a condition') > 0)
     or exists (select from market.sale s where s.buyer_id = p_buyer and s.subject_id = d.subject_id
                and (s.sold_at > moment - interval '90 days' or s.lead_id = p_lead))
     or w.posted - w.held - w.floor < l.price then
    insert into market.idempotency (party_id, operation, key, request, status, response, created_at)
      values (p_buyer, 'purchase', p_key, p_request, 409, '{"code":"refused"}', moment);
    return 409;
  end if;

  fee := round(l.price * p_fee_bps / 10000.0);
  update market.listing set sold = sold + 1, status = case when sold + 1 = max_sales then 'exhausted' else 'open' end
    where lead_id = p_lead;
  insert into market.purchase (id, buyer_id, journal_id, currency, total, leads, at)
    values (p_purchase, p_buyer, p_journal, l.currency, l.price, 1, moment);
  insert into market.sale (lead_id, slot, max_sales, exclusive, id, purchase_id, buyer_id, seller_id, subject_id, consent_id,
      vertical_id, price, fee, score, level, rule_set, sold_at, return_until)
    values (p_lead, l.sold + 1, l.max_sales, false, p_sale, p_purchase, p_buyer, d.seller_id, d.subject_id, d.consent_id,
      d.vertical_id, l.price, fee, l.score, l.level, p_rules, moment, moment + p_return);
  leaf := convert_to('{"at":"' || moment || '","consent":"' || d.consent_id || '","fields":{"buyer_id":"' || p_buyer
    || '","exclusive":false,"lead_id":"' || p_lead || '","rule_set":"' || p_rules || '","sale_id":"' || p_sale
    || '"},"prev":"' || encode(c.head, 'hex') || '","seq":' || c.seq + 1 || ',"type":"lead.sold","v":1}', 'UTF8');
  insert into consent.event_pending (consent_id, type, at, leaf) values (d.consent_id, 'lead.sold', moment, leaf);
  update consent.consent set seq = c.seq + 1, head = sha256('\x00'::bytea || leaf) where id = d.consent_id;
  insert into market.event (id, party_id, type, lead_id, data, at)
    values (p_event, p_buyer, 'lead.purchased', p_lead,
      jsonb_build_object('purchase', p_purchase, 'lead', p_lead, 'sale', p_sale), moment);
  insert into billing.journal (id, kind, ref, at) values (p_journal, 'purchase', p_purchase, moment);
  insert into billing.transfer (journal_id, line, debit_id, credit_id, amount, currency)
    values (p_journal, 1, p_wallet, p_pending, l.price - fee, l.currency),
           (p_journal, 2, p_wallet, p_fees, fee, l.currency);
  insert into billing.delta (account_id, amount) values (p_pending, l.price - fee), (p_fees, fee);
  answer := '{"id":"' || p_purchase || '","at":"' || moment || '","total":{"amount":' || l.price || ',"currency":"'
    || l.currency || '"},"sales":[{"id":"' || p_sale || '","lead":"' || p_lead || '","price":{"amount":' || l.price
    || ',"currency":"' || l.currency || '"},"exclusive":false,"slot":' || l.sold + 1 || ',"slots":' || l.max_sales
    || ',"score":' || l.score || ',"level":' || l.level || ',"consent":"' || d.consent_id || '","rule_set":"' || p_rules
    || '","return_until":"' || moment + p_return || '"}]}';
  insert into market.idempotency (party_id, operation, key, request, status, response, created_at)
    values (p_buyer, 'purchase', p_key, p_request, 201, convert_to(answer, 'UTF8'), moment);
  update billing.balance set posted = posted - l.price where account_id = p_wallet;
  return 201;
end $$;
