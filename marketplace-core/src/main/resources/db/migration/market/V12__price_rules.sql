-- How prices of a vertical follow level and age.
create table market.price_rule (
  vertical_id integer not null references market.vertical,
  version     integer not null check (version > 0),
  body        jsonb not null,
  from_at     timestamptz not null,
  created_at  timestamptz not null,
  created_by  text not null check (length(created_by) <= 60),            -- key_… or usr_…
  primary key (vertical_id, version),
  check (from_at >= created_at)
);
comment on table market.price_rule is 'append-only: sales name the version they were made under';

alter table market.listing
  add column ask        bigint check (ask > 0),                          -- what its seller wants of a fresh one; null: the rule's price
  add column price_rule integer not null default 0,                      -- by which it is priced; 0: by its vertical's version
  add column reprice_at timestamptz;                                     -- its price is another from then on; null: never
create index listing_reprice on market.listing (vertical_id, reprice_at) where status = 'open' and reprice_at is not null;

alter table market.sale add column price_rule integer not null default 0;
