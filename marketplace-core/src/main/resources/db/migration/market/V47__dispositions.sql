-- What became of a lead at its buyer, as he tells it.
create table market.disposition (
  sale_id  uuid not null,
  version  integer not null check (version > 0),
  value    text not null check (length(value) <= 20),
  reason   text check (length(reason) <= 40),                            -- of a lost one
  at       timestamptz not null,                                         -- when it came to be so
  noted_at timestamptz not null,
  actor    text not null check (length(actor) <= 60),                    -- key_… or usr_…
  primary key (sale_id, version),
  check (reason is null or value = 'lost')
);
comment on table market.disposition is 'append-only: what was said before stays said';

-- The last word on each; sales nobody said anything of are not here.
create table market.disposition_now (
  sale_id     uuid primary key,
  purchase_id uuid not null,
  buyer_id    uuid not null,
  seller_id   uuid not null,
  source_id   uuid not null,
  lead_id     uuid not null,
  version     integer not null,
  value       text not null,
  reason      text,
  sold_at     timestamptz not null,
  at          timestamptz not null,
  noted_at    timestamptz not null,
  first_at    timestamptz                                                -- the buyer's first attempt; null: none yet
);
create index disposition_by_buyer on market.disposition_now (buyer_id, value, purchase_id, sale_id);
create index disposition_by_seller on market.disposition_now (seller_id, noted_at, sale_id);
create index disposition_by_source on market.disposition_now (seller_id, source_id, value);
