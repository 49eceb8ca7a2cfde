-- By which terms leads are priced and money is divided.

-- The marketplace's part of the list price. The most particular row that is in force counts: seller and vertical, then the seller,
-- then the vertical's own fee_bps.
create table market.seller_fee (
  seller_id   uuid not null references market.party,
  vertical_id integer references market.vertical,                        -- null: of any
  version     integer not null check (version > 0),
  fee_bps     integer check (fee_bps between 0 and 10000),               -- null: as if there were no row
  from_at     timestamptz not null,
  created_at  timestamptz not null,
  created_by  text not null check (length(created_by) <= 60),            -- key_… or usr_…
  unique nulls not distinct (seller_id, vertical_id, version),
  check (from_at >= created_at)
);
comment on table market.seller_fee is 'append-only: sales were made by it';

-- What a buyer pays for leads of one level instead of their list price. The seller is paid by the list price all the same.
create table market.agreed_price (
  buyer_id    uuid not null references market.party,
  vertical_id integer not null references market.vertical,
  level       smallint check (level between 0 and 3),                    -- null: of any
  exclusive   boolean not null,
  version     integer not null check (version > 0),
  price       bigint check (price > 0),                                  -- in the buyer's currency; null: the list price again
  from_at     timestamptz not null,
  created_at  timestamptz not null,
  created_by  text not null check (length(created_by) <= 60),
  unique nulls not distinct (buyer_id, vertical_id, level, exclusive, version),
  check (from_at >= created_at)
);
comment on table market.agreed_price is 'append-only: sales were made by it';
