-- Who trades here.

create table market.party (
  id         uuid primary key,
  name       text not null check (length(name) between 1 and 200),     -- also the name a consent notice must show
  roles      text[] not null check (roles <@ array['operator', 'seller', 'buyer', 'compliance'] and cardinality(roles) > 0),
  currency   char(3) not null check (currency ~ '^[A-Z]{3}$'),         -- XTS for test parties: no real money can meet theirs
  time_zone  text not null default 'UTC',
  test       boolean not null default false,
  status     text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null,
  check (test = (currency = 'XTS'))
);

create table market.user_account (                                            -- somebody who logs in
  id            uuid primary key,
  party_id      uuid not null references market.party,
  email         text not null unique check (email = lower(email) and length(email) <= 254),
  password_hash text not null,
  roles         text[] not null,
  failures      integer not null default 0,
  locked_until  timestamptz,
  created_at    timestamptz not null
);

create table market.session (
  hash       bytea primary key check (octet_length(hash) = 32),         -- SHA-256 of the cookie
  user_id    uuid not null references market.user_account on delete cascade,
  csrf       bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table market.api_key (
  id           uuid primary key,
  party_id     uuid not null references market.party,
  name         text not null check (length(name) between 1 and 100),
  prefix       text not null check (length(prefix) <= 20),              -- shown in lists
  hash         bytea not null unique check (octet_length(hash) = 32),
  scopes       text[] not null,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index api_key_by_party on market.api_key (party_id);

create table market.signing_key (                                       -- signs access tokens
  kid            text primary key,
  public_key     bytea not null,
  sealed_private bytea not null,
  created_at     timestamptz not null
);

create table market.idempotency (
  party_id   uuid not null,
  operation  text not null check (length(operation) <= 60),
  key        text not null check (length(key) between 1 and 255),
  request    bytea not null check (octet_length(request) = 32),         -- SHA-256 of the body
  status     smallint not null,
  response   bytea not null,
  created_at timestamptz not null,
  primary key (party_id, operation, key)
);
-- Rows lie in the order of time, so a summary of each block range finds those whose time is over.
create index idempotency_by_age on market.idempotency using brin (created_at) with (pages_per_range = 32);

-- Who looked at, searched for, exported or changed what that concerns a person, and why.
create table market.access_record (
  id         uuid primary key,
  at         timestamptz not null,
  party_id   uuid not null,
  actor      text not null check (length(actor) <= 60),                 -- key_… or usr_…
  action     text not null check (length(action) <= 40),                -- contact.revealed, trail.read, subject.searched …
  subject_id uuid,
  lead_id    uuid,
  purpose    text check (length(purpose) <= 500),
  request_id text check (length(request_id) <= 60)
);
create index access_by_lead on market.access_record (lead_id) where lead_id is not null;
create index access_by_subject on market.access_record (subject_id) where subject_id is not null;
comment on table market.access_record is 'append-only: who looked cannot be unwritten';
