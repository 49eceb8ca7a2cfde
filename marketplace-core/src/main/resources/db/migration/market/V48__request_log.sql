-- What the programs of a party asked of this server: for whoever writes them. Kept for days, not for ever; nothing of what was sent.
create table market.request_log (
  party_id   uuid not null,
  id         uuid not null,            -- in order of time
  key_id     uuid not null,
  at         timestamptz not null,
  method     text not null check (length(method) <= 10),
  path       text not null check (length(path) <= 200),                 -- as described, never as sent: /v1/leads/{id}
  status     smallint not null,
  code       text check (length(code) <= 60),                           -- of a problem
  micros     bigint not null,
  request_id text not null check (length(request_id) <= 60),
  primary key (party_id, id)
);
create index request_log_by_age on market.request_log using brin (at) with (pages_per_range = 32);

-- Requests beyond what is kept of a party in a second: counted only.
create table market.request_log_dropped (
  party_id uuid not null,
  day      date not null,
  dropped  bigint not null,
  primary key (party_id, day)
);
