-- Buyers who pay afterwards, in cycles of 7, 14 or 30 days of their time zone. Up to how much is their credit line.

create table billing.postpaid (
  party_id uuid primary key,
  currency char(3) not null,
  days     smallint not null check (days in (7, 14, 30)),
  zone     text not null check (length(zone) <= 60),
  start    date not null,                                     -- cycle n begins n * days later
  cycle    integer not null check (cycle >= 0),               -- that is running
  due_at   timestamptz                                        -- when it ends; null: it is over, nothing is billed any more
);
create index postpaid_due on billing.postpaid (due_at) where due_at is not null;

-- What was owed at the end of a cycle.
create table billing.postpaid_cycle (
  id        uuid primary key,
  party_id  uuid not null,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  owed      bigint not null check (owed >= 0),
  currency  char(3) not null,
  at        timestamptz not null,
  unique (party_id, ends_at),
  check (starts_at < ends_at)
);
comment on table billing.postpaid_cycle is 'append-only: corrected by credit notes';
