-- Money on its way out, to sellers.

create table billing.payout_destination (
  party_id   uuid primary key,
  method     text not null check (method in ('connect', 'sepa', 'ach')),
  holder     text not null check (length(holder) between 1 and 70),
  account    text not null check (length(account) between 1 and 255),    -- acct_… at the provider, an IBAN, or an account number
  bank       text not null default '' check (length(bank) <= 11),        -- a BIC or routing number
  changed_by text not null check (length(changed_by) <= 100),
  changed_at timestamptz not null
);

create table billing.payout_file (
  id         uuid primary key,
  method     text not null check (method in ('sepa', 'ach')),
  currency   char(3) not null,
  payouts    integer not null check (payouts > 0),
  total      bigint not null check (total > 0),
  content    text not null,
  made_by    text not null check (length(made_by) <= 100),
  made_at    timestamptz not null
);
comment on table billing.payout_file is 'append-only: what was taken to the bank stays as it was';

-- Its destination is a copy: what is changed later changes nothing of it.
create table billing.payout (
  id           uuid primary key,
  party_id     uuid not null,
  amount       bigint not null check (amount > 0),
  currency     char(3) not null check (currency ~ '^[A-Z]{3}$'),
  method       text not null check (method in ('connect', 'sepa', 'ach')),
  holder       text not null,
  account      text not null,
  bank         text not null,
  reference    text not null unique,                                      -- end to end
  state        text not null check (state in ('asked', 'approved', 'sent', 'paid', 'failed', 'denied')),
  asked_by     text not null check (length(asked_by) <= 100),
  decided_by   text check (length(decided_by) <= 100),
  provider_ref text unique check (length(provider_ref) <= 255),
  file_id      uuid references billing.payout_file,
  failure      text check (length(failure) <= 200),
  created_at   timestamptz not null,
  ended_at     timestamptz
);
create index payout_by_party on billing.payout (party_id, id);
create index payout_approved on billing.payout (method, created_at) where state = 'approved';
