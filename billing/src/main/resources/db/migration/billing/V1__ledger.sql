-- Whose money is where. Amounts are integers in minor units of an ISO 4217 currency.

create table billing.account (
  id         uuid primary key,
  party_id   uuid,                     -- null: the platform's own
  kind       text not null check (length(kind) <= 40),
  detail     text not null default '' check (length(detail) <= 40),     -- which of several: a provider, a country and rate
  currency   char(3) not null check (currency ~ '^[A-Z]{3}$'),
  mode       text not null check (mode in ('STRICT', 'DEFERRED')),
  created_at timestamptz not null,
  unique nulls not distinct (party_id, kind, detail, currency)
);

-- STRICT accounts: the balance now. DEFERRED accounts: what has been folded so far.
create table billing.balance (
  account_id uuid primary key references billing.account,
  posted     bigint not null,
  held       bigint not null default 0 check (held >= 0),
  floor      bigint,                   -- null: no floor
  constraint balance_floor check (posted - held >= floor)
) with (fillfactor = 50);

create table billing.journal (
  id   uuid primary key,
  kind text not null check (length(kind) <= 40),
  ref  uuid not null,                  -- what caused it: a purchase, a top-up …
  at   timestamptz not null,
  unique (kind, ref)
);
comment on table billing.journal is 'append-only: mistakes are reversed, never edited';

-- One row moves one amount: a credit without its debit cannot be written.
create table billing.transfer (
  journal_id uuid not null,
  line       smallint not null check (line > 0),
  debit_id   uuid not null,
  credit_id  uuid not null,
  amount     bigint not null check (amount > 0),
  currency   char(3) not null,
  primary key (journal_id, line),
  check (debit_id <> credit_id)
);
create index transfer_by_debit on billing.transfer (debit_id, journal_id, line);
create index transfer_by_credit on billing.transfer (credit_id, journal_id, line);
comment on table billing.transfer is 'append-only: mistakes are reversed, never edited';

-- What DEFERRED accounts have earned or lost since their last fold. Credit is positive.
create table billing.delta (
  serial     bigint generated always as identity primary key,
  account_id uuid not null,
  amount     bigint not null
);
create index delta_by_account on billing.delta (account_id);

-- Foreign keys of transfers, checked once a statement instead of four times a row and without locking the hot
-- account rows: accounts are never deleted and never change currency, so no lock is needed to trust them.
-- The session's plan of the query is made at its first insert, perhaps into empty tables, and kept: it may not read them whole.
create function billing.check_transfers() returns trigger language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare bad uuid;
begin
  select t.journal_id into bad
  from added t
  left join billing.account d on d.id = t.debit_id and d.currency = t.currency
  left join billing.account c on c.id = t.credit_id and c.currency = t.currency
  left join billing.journal j on j.id = t.journal_id
  where d.id is null or c.id is null or j.id is null
  limit 1;
  if bad is not null then
    raise exception 'journal % names a missing account or journal, or one in another currency', bad using errcode = '23503';
  end if;
  return null;
end $$;

create trigger transfer_accounts after insert on billing.transfer
  referencing new table as added for each statement execute function billing.check_transfers();

-- Balances as they stand, folded or not: one statement, one snapshot.
create view billing.account_balance as
  select a.id as account_id, a.party_id, a.kind, a.currency, a.mode, coalesce(b.held, 0) as held,
         (coalesce(b.posted, 0) + coalesce((select sum(d.amount) from billing.delta d where d.account_id = a.id), 0))::bigint as posted
  from billing.account a left join billing.balance b on b.account_id = a.id;
