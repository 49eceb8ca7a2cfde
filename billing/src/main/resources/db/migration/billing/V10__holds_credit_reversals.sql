-- The ledger beyond wallets and purchases: credit lines, freezing, holds, and lines that take back others.

-- A wallet's floor is what its party owes (minus BUYER_RECEIVABLE) less its credit line. A limit that is lowered, or a debt that grows,
-- may put it above what the wallet stands at: then the floor stays with the balance and follows it up to where it is wanted.
alter table billing.balance
  add column floor_wanted bigint,                                        -- null: the floor is where it is wanted
  add column credit       bigint not null default 0 check (credit >= 0), -- the credit line, of a wallet
  add column frozen       boolean not null default false,                -- nothing is debited, nothing is held
  add constraint balance_floor_wanted check (floor_wanted > floor);

-- Who changed a limit or froze an account, and why.
create table billing.account_act (
  id         uuid primary key,
  account_id uuid not null references billing.account,
  act        text not null check (act in ('credit-line', 'freeze', 'unfreeze')),
  amount     bigint check (amount >= 0),                                  -- the new limit
  by_party   uuid not null,
  reason     text not null check (length(reason) between 1 and 400),
  at         timestamptz not null,
  check ((act = 'credit-line') = (amount is not null))
);
create index account_act_by_account on billing.account_act (account_id, id);
comment on table billing.account_act is 'append-only: what was done stays on record';

-- Money set aside: balance.held is the sum of an account's open holds. Ends once, by the clock of the database.
create table billing.hold (
  id         uuid primary key,
  account_id uuid not null references billing.account,
  kind       text not null check (length(kind) between 1 and 40),
  ref        uuid not null,                                               -- what it is for
  amount     bigint not null check (amount > 0),
  state      text not null default 'open' check (state in ('open', 'captured', 'voided', 'expired')),
  captured   bigint not null default 0 check (captured between 0 and amount),
  placed_at  timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at   timestamptz,
  unique (kind, ref),
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'captured') = (captured > 0))
);
create index hold_due on billing.hold (expires_at, id) where state = 'open';
create index hold_open on billing.hold (account_id) where state = 'open';

create function billing.hold_ends_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'open' or (new.account_id, new.amount, new.kind, new.ref) <> (old.account_id, old.amount, old.kind, old.ref) then
    raise exception 'hold % has ended or is changed', old.id using errcode = '23514';
  end if;
  return new;
end $$;

create trigger hold_ends_once before update or delete on billing.hold for each row execute function billing.hold_ends_once();

-- A line that takes back part of an earlier one names it. What remains of a line is its amount less the lines that name it.
alter table billing.transfer
  add column reverses_journal uuid,
  add column reverses_line    smallint,
  add constraint transfer_reverses check ((reverses_journal is null) = (reverses_line is null));
create index transfer_by_reversed on billing.transfer (reverses_journal, reverses_line) where reverses_journal is not null;

create or replace function billing.check_transfers() returns trigger language plpgsql
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

-- How long the oldest has waited says whether folding keeps up.
alter table billing.delta add column at timestamptz not null default now();

create or replace view billing.account_balance as
  select a.id as account_id, a.party_id, a.kind, a.currency, a.mode, coalesce(b.held, 0) as held,
         (coalesce(b.posted, 0) + coalesce((select sum(d.amount) from billing.delta d where d.account_id = a.id), 0))::bigint as posted,
         a.detail, coalesce(b.frozen, false) as frozen, coalesce(b.credit, 0) as credit, coalesce(b.floor_wanted, b.floor) as floor
  from billing.account a left join billing.balance b on b.account_id = a.id;
