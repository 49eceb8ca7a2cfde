-- What a sale has to know of its buyer beside his wallet.

-- How a buyer is taxed: one row a party, made when its address or VAT number is known. None: outside the scope of VAT.
create table billing.tax_standing (
  party_id   uuid primary key,
  country    char(2) not null check (country ~ '^[A-Z]{2}$'),
  category   text not null check (category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),     -- UNCL 5305, as EN 16931 uses it
  rate_bps   integer not null check (rate_bps between 0 and 10000),
  rule       text not null check (length(rule) <= 80),                   -- which rule said so
  decided_at timestamptz not null,
  check (category = 'S' or rate_bps = 0)
);

-- Leads that a subscription has paid for in advance. A purchase takes from the row that expires first.
create table billing.quota (
  id              uuid primary key,
  subscription_id uuid not null,
  party_id        uuid not null,
  period          integer not null check (period >= 0),                  -- of the subscription, from 0
  vertical        text check (length(vertical) <= 40),                   -- null: of any
  price_max       bigint check (price_max > 0),                          -- list price of the dearest lead it pays for; null: any
  currency        char(3) not null,
  granted         integer not null check (granted >= 0),
  used            integer not null default 0 check (used between 0 and granted),
  value           bigint not null check (value >= 0),                    -- what DEFERRED_REVENUE holds for all of them
  overage         text not null check (overage in ('refused', 'priced')),
  overage_price   bigint check (overage_price > 0),
  starts_at       timestamptz not null,
  expires_at      timestamptz not null,
  closed          boolean not null default false,                        -- expired, carried over or cancelled: nothing more is taken
  check ((overage = 'priced') = (overage_price is not null)),
  check (starts_at < expires_at)
) with (fillfactor = 70);
create index quota_open on billing.quota (party_id, expires_at, id) where not closed;
