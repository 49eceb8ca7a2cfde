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
  id       uuid primary key,
  party_id uuid not null,
  type     text not null check (length(type) <= 60),                    -- lead.purchased, consent.revoked, batch.finished
  lead_id  uuid,
  data     jsonb not null check (jsonb_typeof(data) = 'object' and octet_length(data::text) <= 8192),  -- ids only, nothing personal
  at       timestamptz not null,
  -- Given by the one fan-out at a time, so that a reader who goes by it never overlooks a late commit. Null: to do.
  position bigint
);
create index event_waiting on market.event (id) where position is null;
create index event_by_party on market.event (party_id, position) where position is not null;
create sequence market.event_position cache 1;

create table market.webhook_endpoint (
  id         uuid primary key,
  party_id   uuid not null references market.party,
  url        text not null check (length(url) <= 2000),
  types      text[] not null check (cardinality(types) <= 50),         -- empty: all
  sealed_secrets bytea not null,       -- current first, then the ones rotating out
  status     text not null check (status in ('enabled', 'disabled', 'deleted')),
  disabled_because text check (length(disabled_because) <= 40),
  failures   integer not null default 0,   -- attempts since the last that succeeded
  succeeded_at timestamptz,
  created_at timestamptz not null
);
create index webhook_endpoint_by_party on market.webhook_endpoint (party_id);

create table market.delivery (
  id          uuid primary key,
  event_id    uuid not null,
  endpoint_id uuid not null,
  party_id    uuid not null,
  lead_id     uuid,                    -- deliveries of one lead to one endpoint keep their order
  position    bigint not null,         -- of the event
  state       text not null check (state in ('waiting', 'delivered', 'dead', 'blocked')),
  attempts    integer not null default 0,
  replays     integer not null default 0,
  round       integer not null default 0,   -- attempts since the first, or since it was replayed: place in the schedule
  next_at     timestamptz not null,
  leased_until timestamptz,            -- being sent; whoever dies holding it loses it then
  last_status integer,
  last_problem text check (length(last_problem) <= 60),
  created_at  timestamptz not null,
  unique (event_id, endpoint_id)
) with (fillfactor = 85);
create index delivery_due on market.delivery (endpoint_id, next_at) where state = 'waiting';
create index delivery_of_lead on market.delivery (endpoint_id, lead_id, position) where state = 'waiting' and lead_id is not null;
create index delivery_leased on market.delivery (endpoint_id) where leased_until is not null;
create index delivery_by_party on market.delivery (party_id, id);

create table market.delivery_attempt (
  delivery_id uuid not null,
  n           integer not null,
  at          timestamptz not null,
  status      integer,                 -- null: no answer
  problem     text check (length(problem) <= 60),
  millis      integer not null,
  primary key (delivery_id, n)
);
comment on table market.delivery_attempt is 'append-only: the log of what was tried';
