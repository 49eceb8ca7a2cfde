-- The books of providers and banks, read line by line, and what came of comparing them with ours.

create table billing.provider_line (
  id          uuid primary key,
  provider    text not null check (length(provider) <= 40),
  external    text not null check (length(external) <= 255),              -- the provider's name of the line
  kind        text not null check (length(kind) <= 40),
  object      text not null check (length(object) <= 255),
  amount      bigint not null,                                            -- before fees; what comes to us is positive
  fee         bigint not null,
  currency    char(3) not null,
  at          timestamptz not null,
  text        text not null default '' check (length(text) <= 1000),
  read_at     timestamptz not null,
  matched     boolean not null default false,
  fee_journal uuid,
  import_id   uuid,
  unique (provider, external)
);
create index provider_line_unmatched on billing.provider_line (provider, at) where not matched;
create index provider_line_fee on billing.provider_line (provider, currency) where fee <> 0 and fee_journal is null;
create index provider_line_object on billing.provider_line (provider, kind, object);
create index provider_line_import on billing.provider_line (import_id, id) where import_id is not null;

-- One provider, one day: compared.
create table billing.reconciliation (
  id        uuid primary key,
  provider  text not null check (length(provider) <= 40),
  day       date not null,
  lines     integer not null,
  matched   integer not null,
  alarms    integer not null,                                             -- raised by this comparison
  at        timestamptz not null,
  unique (provider, day)
);

-- A file of a bank's statement; the same file twice is one import.
create table billing.bank_import (
  id          uuid primary key,
  digest      bytea not null unique check (length(digest) = 32),
  format      text not null check (format in ('camt053', 'csv')),
  lines       integer not null,
  matched     integer not null,
  imported_by text not null check (length(imported_by) <= 100),
  at          timestamptz not null
);
