-- What was bought, and how it reaches its buyer.

create table market.purchase (
  id         uuid primary key,
  buyer_id   uuid not null,
  journal_id uuid not null,            -- the money's side of it
  currency   char(3) not null,
  total      bigint not null check (total > 0),
  leads      integer not null check (leads > 0),
  at         timestamptz not null
);
create index purchase_by_buyer on market.purchase (buyer_id, id);
comment on table market.purchase is 'append-only: a purchase happened; returns are rows of their own';

-- One buyer's licence to one lead: it takes one slot, and the key says no slot is sold twice.
create table market.sale (
  lead_id     uuid not null,
  slot        smallint not null,
  max_sales   smallint not null,       -- as promised at this sale
  exclusive   boolean not null,
  id          uuid not null unique,
  purchase_id uuid not null,
  buyer_id    uuid not null,
  seller_id   uuid not null,
  subject_id  uuid not null,
  consent_id  uuid not null,
  vertical_id integer not null,
  price       bigint not null check (price > 0),
  fee         bigint not null check (fee >= 0),
  score       smallint not null,
  level       smallint not null,
  rule_set    text not null,           -- code@version of the verdict
  sold_at     timestamptz not null,
  return_until timestamptz not null,
  primary key (lead_id, slot),
  unique (lead_id, buyer_id),
  check (slot between 1 and max_sales),
  check (not exclusive or max_sales = 1)
);
create index sale_by_purchase on market.sale (purchase_id);
create index sale_by_owner on market.sale (buyer_id, subject_id);
comment on table market.sale is 'append-only: a sale happened; returns are rows of their own';

-- Something a party should hear of. Written with what caused it; sent afterwards.
create table market.event (
  id           uuid primary key,
  party_id     uuid not null,
  type         text not null check (length(type) <= 60),                -- lead.purchased, consent.revoked, batch.finished
  data         jsonb not null,         -- ids only, nothing personal
  at           timestamptz not null,
  fanned_out   boolean not null default false
);
create index event_waiting on market.event (id) where not fanned_out;
create index event_by_party on market.event (party_id, id);

create table market.webhook_endpoint (
  id         uuid primary key,
  party_id   uuid not null references market.party,
  url        text not null check (length(url) <= 2000),
  types      text[] not null,          -- empty: all
  sealed_secrets bytea not null,       -- current first, then the ones rotating out
  status     text not null check (status in ('enabled', 'disabled')),
  disabled_because text,
  created_at timestamptz not null
);
create index webhook_endpoint_by_party on market.webhook_endpoint (party_id);

create table market.delivery (
  id          uuid primary key,
  event_id    uuid not null,
  endpoint_id uuid not null,
  party_id    uuid not null,
  lead_id     uuid,                    -- deliveries of one lead to one endpoint keep their order
  state       text not null check (state in ('waiting', 'delivered', 'dead', 'blocked')),
  attempts    integer not null default 0,
  next_at     timestamptz not null,
  last_status integer,
  last_problem text,
  created_at  timestamptz not null,
  unique (event_id, endpoint_id)
);
create index delivery_due on market.delivery (next_at) where state = 'waiting';
create index delivery_by_party on market.delivery (party_id, id);

create table market.delivery_attempt (
  delivery_id uuid not null,
  n           integer not null,
  at          timestamptz not null,
  status      integer,                 -- null: no answer
  problem     text,
  millis      integer not null,
  primary key (delivery_id, n)
);
comment on table market.delivery_attempt is 'append-only: the log of what was tried';
