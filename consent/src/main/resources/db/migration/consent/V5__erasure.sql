-- A person asks to be forgotten, and what may stand against it.

-- Set while the person is to be forgotten but may not be yet: from then on their key opens nothing, except for compliance.
alter table consent.subject add column sealed_at timestamptz;

-- Erasure finds the look-up hashes of a person by it.
create index subject_key_by_subject on consent.subject_key (subject_id);

-- One person, once: whoever comes again after having been erased is somebody new.
create table consent.erasure (
  id             uuid primary key,
  subject_id     uuid not null unique,
  state          text not null check (state in ('sealed', 'erased')),
  ground         text not null check (length(ground) between 1 and 40),
  reason         text not null check (length(reason) between 1 and 500),
  requested_at   timestamptz not null,
  requested_by   uuid not null,                                        -- party
  actor          text not null check (length(actor) <= 60),            -- key_… or usr_…
  sealed_because text check (sealed_because in ('hold', 'retention')),
  retained_until timestamptz,
  approvals      text[] not null check (cardinality(approvals) <= 2),  -- usr_…: two of them erase before the retention ends
  told_at        timestamptz,                                          -- those who hold the person's leads
  erased_at      timestamptz,
  erased         text[] not null default '{}',                         -- kinds of data, no values
  check ((state = 'erased') = (erased_at is not null)),
  check (state = 'erased' or sealed_because is not null)
);
create index erasure_waiting on consent.erasure (id) where state = 'sealed';

-- Keyed hashes of numbers and addresses whose people were erased: whatever they agreed to up to then says nothing any more, also
-- when somebody brings it in anew.
create table consent.erased_key (
  hash      bytea primary key check (octet_length(hash) = 16),
  erased_at timestamptz not null
);

-- Somebody forbids that a person is erased: a court, a complaint that is open.
create table consent.hold (
  id             uuid primary key,
  subject_id     uuid not null,
  lead_id        uuid,                                                 -- the lead it was asked for, as the market calls it
  reason         text not null check (length(reason) between 1 and 500),
  set_at         timestamptz not null,
  set_by         uuid not null,                                        -- party
  actor          text not null check (length(actor) <= 60),
  released_at    timestamptz,
  release_actor  text check (length(release_actor) <= 60),
  release_reason text check (length(release_reason) between 1 and 500),
  check ((released_at is null) = (release_actor is null) and (released_at is null) = (release_reason is null))
);
create index hold_standing on consent.hold (subject_id) where released_at is null;

-- How long what a sale rests on must be kept, by the rule set it was judged under. Where nothing is said, not at all.
create table consent.retention (
  rule_set       text not null check (rule_set ~ '^[a-z0-9-]{2,40}$'),
  version        integer not null check (version > 0),
  effective_from date not null,
  years          smallint not null check (years between 0 and 30),
  source         text not null check (length(source) between 1 and 200),
  primary key (rule_set, version)
);
comment on table consent.retention is 'append-only: a change is a new version with its date';

insert into consent.retention (rule_set, version, effective_from, years, source) values
  ('us-tsr-2024', 1, '2024-10-15', 5, '16 CFR 310.5(b): records of consent, five years');
