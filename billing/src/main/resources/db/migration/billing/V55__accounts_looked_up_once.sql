-- The same checks of what transfers name, each account and each journal looked up once a statement instead of once a line.
create or replace function billing.check_transfers() returns trigger language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare bad uuid;
begin
  select coalesce(x.journal_id, x.account_id) into bad
  from (
    select null::uuid as journal_id, s.account_id, s.currency
    from (select debit_id as account_id, currency from added union select credit_id, currency from added) s
    left join billing.account a on a.id = s.account_id and a.currency = s.currency
    where a.id is null
    union all
    select s.journal_id, null, null
    from (select distinct journal_id from added) s left join billing.journal j on j.id = s.journal_id
    where j.id is null) x
  limit 1;
  if bad is not null then
    raise exception 'a transfer names a missing account or journal, or one in another currency: %', bad using errcode = '23503';
  end if;
  if exists (select from added where reverses_journal is not null) then
    select r.journal_id into bad
    from added r left join billing.transfer o on o.journal_id = r.reverses_journal and o.line = r.reverses_line
    where r.reverses_journal is not null and (o.journal_id is null or o.currency <> r.currency or o.amount < (
      select sum(t.amount) from billing.transfer t
      where t.reverses_journal = r.reverses_journal and t.reverses_line = r.reverses_line))
    limit 1;
    if bad is not null then
      raise exception 'journal % takes back more than there is', bad using errcode = '23514';
    end if;
  end if;
  return null;
end $$;
