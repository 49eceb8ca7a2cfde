-- What becomes of a sale's money after the sale.
create index sale_by_return_until on market.sale (return_until);

-- A buyer wants his money back.
create table market.sale_return (
  id           uuid primary key,
  sale_id      uuid not null,
  purchase_id  uuid not null,
  buyer_id     uuid not null,
  seller_id    uuid not null,
  lead_id      uuid not null,
  reason       text not null check (length(reason) <= 40),
  remedy       text not null check (remedy in ('money', 'credit')),     -- credit: for other leads
  wanted       bigint check (wanted > 0),                                -- with VAT; null: all that is left
  requested_at timestamptz not null,
  requested_by text not null check (length(requested_by) <= 60),        -- key_… or usr_…
  answer_until timestamptz not null,                                     -- for the seller; then the operator decides
  state        text not null check (state in ('requested', 'contested', 'accepted', 'denied')),  -- contested: the seller said no
  decided_at   timestamptz,
  decided_by   text check (length(decided_by) <= 60),
  refunded     bigint not null default 0 check (refunded >= 0),          -- with VAT
  check ((state in ('accepted', 'denied')) = (decided_at is not null))
);
create unique index sale_return_one_open on market.sale_return (sale_id) where state in ('requested', 'contested');
create index sale_return_by_sale on market.sale_return (sale_id);
create index sale_return_by_buyer on market.sale_return (buyer_id, id);
create index sale_return_by_seller on market.sale_return (seller_id, id);

-- What the money of a sale was changed by; what is left of it is the sale and the sum of these. A return: negative.
create table market.sale_change (
  id         uuid primary key,
  sale_id    uuid not null,
  buyer_id   uuid not null,
  seller_id  uuid not null,
  kind       text not null check (kind in ('return', 'level')),
  return_id  uuid unique,                                                -- of a return
  currency   char(3) not null,
  covered    bigint not null,                                            -- of the seller's share, what the buyer paid
  fee        bigint not null,                                            -- of the price, what the marketplace kept
  vat        bigint not null,
  subsidy    bigint not null,                                            -- of the seller's share, what the marketplace added
  promo      bigint not null,                                            -- of all the buyer paid, what promo credit paid
  level      smallint check (level between 0 and 3),                     -- from now on
  journal_id uuid not null,
  at         timestamptz not null,
  check ((kind = 'return') = (return_id is not null) and (kind = 'level') = (level is not null))
);
create index sale_change_by_sale on market.sale_change (sale_id);
create index sale_change_by_buyer on market.sale_change (buyer_id, id);
comment on table market.sale_change is 'append-only: their ids are in the order of time';

-- How much of what sellers earn is kept back, and for how long, against returns that come late.
create table market.seller_reserve (
  seller_id   uuid not null references market.party,
  version     integer not null check (version > 0),
  reserve_bps integer not null check (reserve_bps between 0 and 10000),
  hold_days   integer not null check (hold_days between 0 and 730),
  created_at  timestamptz not null,
  created_by  text not null check (length(created_by) <= 60),
  primary key (seller_id, version)
);
comment on table market.seller_reserve is 'append-only: releases were made by it';

-- The time for returns is over: a seller's shares of some sales may be paid out.
create table market.release (
  id            uuid primary key,
  seller_id     uuid not null,
  currency      char(3) not null,
  amount        bigint not null check (amount >= 0),
  reserve       bigint not null check (reserve between 0 and amount),    -- of the amount
  reserve_until timestamptz,
  sales         integer not null check (sales > 0),
  at            timestamptz not null,
  check ((reserve_until is null) = (reserve = 0))
);
create index release_by_seller on market.release (seller_id, id);
create index release_reserve on market.release (reserve_until) where reserve_until is not null;
comment on table market.release is 'append-only: its journal is of kind release';

create table market.release_line (
  sale_id    uuid primary key,
  release_id uuid not null,
  amount     bigint not null check (amount >= 0)
);
create index release_line_by_release on market.release_line (release_id);
comment on table market.release_line is 'append-only: a share is released once';

create table market.reserve_release (
  release_id uuid primary key,
  at         timestamptz not null
);
comment on table market.reserve_release is 'append-only: its journal is of kind reserve-release';
