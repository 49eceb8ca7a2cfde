-- Kinds of lead, where leads come from, leads, and what is offered of them.

create table market.vertical (
  id         integer generated always as identity primary key,
  code       text not null unique check (code ~ '^[a-z0-9-]{2,40}$'),
  version    integer not null,         -- the current one
  created_at timestamptz not null
);

create table market.vertical_version (
  vertical_id integer not null references market.vertical,
  version     integer not null check (version > 0),
  body        jsonb not null,          -- fields, scorecard, consent rule set, prices, slots, return window
  created_at  timestamptz not null,
  created_by  uuid,
  primary key (vertical_id, version)
);
comment on table market.vertical_version is 'append-only: leads, sales and scores name the version they were made under';

create table market.source (
  id         uuid primary key,
  seller_id  uuid not null references market.party,
  code       text not null check (code ~ '^[A-Za-z0-9_.-]{1,60}$'),
  alias      text not null unique check (length(alias) <= 40),          -- the pseudonym buyers see
  mapping    jsonb,                    -- columns of its files, remembered
  created_at timestamptz not null,
  unique (seller_id, code)
);

create table market.batch (
  id          uuid primary key,
  seller_id   uuid not null,
  source_id   uuid not null references market.source,
  vertical_id integer not null,
  vertical_version integer not null,
  state       text not null check (state in ('uploading', 'queued', 'running', 'done', 'failed', 'duplicate')),
  dry_run     boolean not null,
  content_type text not null check (length(content_type) <= 100),
  wrapped_key bytea not null,          -- seals the uploaded bytes and the rejected rows
  sha256      bytea check (octet_length(sha256) = 32),
  bytes       bigint not null default 0,
  format      jsonb,                   -- encoding, delimiter, header as found
  mapping     jsonb,
  rows_done   bigint not null default 0,   -- rows up to here are settled; fences a second worker
  rows_total  bigint,                  -- known at the end, estimated before
  counts      jsonb not null default '{}', -- accepted, rejected, duplicate, and rejected by code
  problem     text,                    -- stable code when failed
  same_as     uuid,                    -- the earlier batch with the same bytes
  created_at  timestamptz not null,
  started_at  timestamptz,
  finished_at timestamptz,
  worker      uuid,
  lease_until timestamptz
);
create index batch_by_seller on market.batch (seller_id, id);
create index batch_open on market.batch (id) where state in ('queued', 'running');
create unique index batch_once on market.batch (source_id, vertical_id, sha256) where state in ('queued', 'running', 'done') and not dry_run;

create table market.batch_chunk (
  batch_id uuid not null references market.batch on delete cascade,
  n        integer not null,
  sealed   bytea not null,
  primary key (batch_id, n)
);
alter table market.batch_chunk alter column sealed set storage external;

create table market.batch_reject (
  batch_id   uuid not null references market.batch on delete cascade,
  row_number bigint not null,
  errors     jsonb not null,           -- [{code, field, detail}]
  sealed     bytea not null,           -- the original cells
  primary key (batch_id, row_number)
);

-- A lead as it came in. Never updated; whatever may change is in the listing.
create table market.lead (
  id            uuid primary key,
  subject_id    uuid not null,
  consent_id    uuid not null,
  seller_id     uuid not null,
  source_id     uuid not null,
  batch_id      uuid,
  row_number    bigint,
  vertical_id   integer not null,
  vertical_version integer not null,
  generated_at  timestamptz not null,  -- when the person asked
  received_at   timestamptz not null,
  subs          text[] not null,       -- sub1..5 of the source
  hidden        jsonb not null,        -- fields of the vertical not shown before purchase
  contributions jsonb not null         -- of the scorecard: [{rule, points}]
);
create index lead_by_subject on market.lead (subject_id, vertical_id);
create index lead_by_seller on market.lead (seller_id, id);

-- Name, telephone, e-mail, street: under the person's own key, apart from the lead.
create table market.contact (
  lead_id uuid primary key,
  sealed  bytea not null check (octet_length(sealed) <= 16384)
);

-- What buyers may see and filter on, and the terms: nothing personal.
create table market.listing (
  lead_id         uuid primary key,
  vertical_id     integer not null,
  vertical_version integer not null,
  seller_id       uuid not null,
  source_alias    text not null,
  state           char(2) not null,
  zip             text not null,
  score           smallint not null,
  level           smallint not null check (level between 0 and 3),      -- 0 cold, 1 engaged, 2 mql, 3 sql
  channels        smallint not null,
  certified       boolean not null,
  generated_at    timestamptz not null,
  expires_at      timestamptz not null,
  attrs           jsonb not null,
  currency        char(3) not null,
  price           bigint not null check (price > 0),                    -- of one shared slot
  exclusive_price bigint check (exclusive_price > 0),                   -- of all of them, while none is sold
  max_sales       smallint not null check (max_sales between 1 and 100),
  sold            smallint not null default 0,
  status          text not null check (status in ('open', 'exhausted', 'withdrawn', 'expired', 'erased')),
  check (sold between 0 and max_sales),
  check ((status = 'exhausted') <= (sold = max_sales))
) with (fillfactor = 90);
create index listing_newest on market.listing (vertical_id, currency, lead_id) where status = 'open';
create index listing_by_state on market.listing (vertical_id, state, lead_id) where status = 'open';
create index listing_by_zip on market.listing (vertical_id, zip, lead_id) where status = 'open';
create index listing_by_score on market.listing (vertical_id, score, lead_id) where status = 'open';
create index listing_by_price on market.listing (vertical_id, price, lead_id) where status = 'open';
