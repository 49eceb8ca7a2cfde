-- How somebody likes to look at a list of the console: its filters under a name.
create table market.saved_view (
  id         uuid primary key,
  owner_id   uuid not null,                                               -- a person; a key may keep some, too
  screen     text not null check (length(screen) between 1 and 60),
  name       text not null check (length(name) between 1 and 100),
  query      text not null check (length(query) <= 4000),                 -- of the address, as the console wrote it
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (owner_id, screen, name)
);
