-- What reports are drawn from: sums kept behind the facts, so that neither a sale nor a report pays for the other.

-- How far each kind of fact has been counted.
create table market.tally_mark (
  fact text primary key check (length(fact) <= 40),
  upto uuid not null                   -- ids begin with their time: all that are older have been counted
);

-- How often one thing happened to one party within a quarter of an hour, and what it was worth in the party's currency. Every time
-- zone's days and hours can be put together from quarters.
create table market.tally (
  party_id    uuid not null,
  measure     text not null check (length(measure) <= 20),
  slot        timestamptz not null,    -- when it began
  vertical_id integer not null,
  source_id   uuid not null,           -- zero where it does not matter; so is the batch, also of leads that came alone
  batch_id    uuid not null,
  bucket      smallint not null,       -- weeks, or a step of dev.galena.market.insight.Pace
  n           bigint not null,
  amount      bigint not null,
  primary key (party_id, measure, slot, vertical_id, source_id, batch_id, bucket)
) with (fillfactor = 80);
create index tally_by_measure on market.tally (measure, slot);

-- What leads of one level were asked and sold for.
create table market.price_tally (
  currency    char(3) not null,
  vertical_id integer not null,
  level       smallint not null,
  exclusive   boolean not null,
  slot        timestamptz not null,
  seller_id   uuid not null,
  price       bigint not null check (price > 0),
  asked       bigint not null,
  sold        bigint not null,
  primary key (currency, vertical_id, level, exclusive, slot, seller_id, price)
) with (fillfactor = 80);
create index price_tally_by_seller on market.price_tally (seller_id, slot);

-- Open listings by age, counted anew from time to time.
create table market.stock_tally (
  seller_id   uuid not null,
  vertical_id integer not null,
  age         smallint not null,       -- since the person asked, a step of dev.galena.market.insight.Age
  currency    char(3) not null,
  price       bigint not null,
  n           bigint not null,
  primary key (seller_id, vertical_id, age, currency, price)
);

create table market.stock_count (
  one boolean primary key default true check (one),
  at  timestamptz not null             -- as of when stock_tally counts
);
