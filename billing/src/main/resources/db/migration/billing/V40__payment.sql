-- Money on its way in: what was asked of a payment provider, and what the provider says became of it.

create table billing.topup (
  id         uuid primary key,
  party_id   uuid not null,
  provider   text not null check (provider in ('stripe', 'bank')),
  amount     bigint not null check (amount > 0),
  currency   char(3) not null check (currency ~ '^[A-Z]{3}$'),
  state      text not null check (state in ('open', 'paid', 'failed')),
  automatic  boolean not null default false,
  save_card  boolean not null default false,
  reference  text not null unique check (length(reference) <= 25),       -- to be written on a bank transfer: ISO 11649
  session    text unique check (length(session) <= 255),                 -- the provider's name of the checkout
  url        text check (length(url) <= 2000),
  payment    text unique check (length(payment) <= 255),                 -- the provider's name of the payment
  failure    text check (length(failure) <= 200),
  created_at timestamptz not null,
  paid_at    timestamptz,
  check ((state = 'paid') = (paid_at is not null))
);
create index topup_by_party on billing.topup (party_id, id);
create index topup_open on billing.topup (created_at) where state = 'open';

create table billing.topup_refund (
  id           uuid primary key,
  topup_id     uuid not null references billing.topup,
  amount       bigint not null check (amount > 0),
  state        text not null check (state in ('asked', 'made', 'failed')),
  provider_ref text unique check (length(provider_ref) <= 255),
  failure      text check (length(failure) <= 200),
  created_at   timestamptz not null
);
create index topup_refund_by_topup on billing.topup_refund (topup_id);
create index topup_refund_asked on billing.topup_refund (created_at) where state = 'asked';

create table billing.dispute (
  id           uuid primary key,
  topup_id     uuid not null references billing.topup,
  party_id     uuid not null,
  provider_ref text not null unique check (length(provider_ref) <= 255),
  amount       bigint not null check (amount > 0),
  state        text not null check (state in ('open', 'won', 'lost')),
  opened_at    timestamptz not null,
  closed_at    timestamptz
);
create index dispute_by_topup on billing.dispute (topup_id);
create index dispute_open on billing.dispute (party_id) where state = 'open';

-- What a provider told, as it came. One that cannot be understood yet (a refund before its payment) waits.
create table billing.provider_event (
  id          uuid primary key,
  provider    text not null check (length(provider) <= 40),
  event       text not null check (length(event) <= 255),
  type        text not null check (length(type) <= 100),
  created     timestamptz not null,
  body        jsonb not null,
  received_at timestamptz not null,
  state       text not null default 'new' check (state in ('new', 'waiting', 'done')),
  payment     text check (length(payment) <= 255),                       -- waits for this payment
  attempts    integer not null default 0,
  next_at     timestamptz not null,
  trouble     text check (length(trouble) <= 500),
  unique (provider, event)
);
create index provider_event_due on billing.provider_event (next_at) where state <> 'done';
create index provider_event_payment on billing.provider_event (payment) where state = 'waiting';

-- What must be found once in the provider's own books, because a journal of ours says so. Credit of the provider's account is positive.
create table billing.movement (
  id         uuid primary key,
  provider   text not null check (length(provider) <= 40),
  kind       text not null check (length(kind) <= 40),
  object     text not null check (length(object) <= 255),
  amount     bigint not null,
  currency   char(3) not null,
  journal_id uuid not null,
  at         timestamptz not null,
  line_id    uuid unique,                                                -- where it was found
  unique (provider, kind, object)
);
create index movement_missing on billing.movement (provider, at) where line_id is null;

-- Something that a person has to look at. Open: one row a kind and subject.
create table billing.alarm (
  id          uuid primary key,
  kind        text not null check (length(kind) <= 40),
  subject     text not null check (length(subject) <= 300),
  detail      text not null check (length(detail) <= 500),
  raised_at   timestamptz not null,
  resolved_at timestamptz,
  resolved_by text check (length(resolved_by) <= 100)
);
create unique index alarm_open on billing.alarm (kind, subject) where resolved_at is null;

-- A wallet that fills itself up from a card that was used before.
create table billing.saved_card (
  party_id uuid primary key,
  customer text not null check (length(customer) <= 255),
  method   text not null check (length(method) <= 255),
  saved_at timestamptz not null
);
create table billing.automatic_topup (
  party_id   uuid primary key,
  wallet_id  uuid not null,
  currency   char(3) not null,
  threshold  bigint not null check (threshold >= 0),
  amount     bigint not null check (amount > 0),
  stopped_at timestamptz,
  stopped    text check (length(stopped) <= 100),
  created_at timestamptz not null
);
