-- An officer draws some of many at random, looks at each, and signs. Nothing here names a person.
create table market.sample (
  id          uuid primary key,
  party_id    uuid not null,                                              -- whose officers it is for
  kind        text not null check (kind in ('sales', 'consents')),
  from_at     timestamptz not null,
  to_at       timestamptz not null check (to_at > from_at),
  seller_id   uuid,                                                       -- only hers
  vertical_id integer,                                                    -- only of this one
  wanted      smallint not null check (wanted between 1 and 200),
  population  bigint not null check (population > 0),                     -- how many there were to draw from
  seed        bytea not null check (octet_length(seed) = 32),             -- with it anybody draws the same again
  drawn_at    timestamptz not null,
  drawn_by    text not null check (length(drawn_by) <= 60)                -- key_… or usr_…
);
create index sample_by_party on market.sample (party_id, id);
comment on table market.sample is 'append-only: a draw that was not liked stays on record';

create table market.sample_item (
  sample_id  uuid not null references market.sample,
  n          smallint not null check (n between 1 and 200),
  about      uuid not null,                                               -- the sale; of consents the lead
  lead_id    uuid not null,
  consent_id uuid not null,
  seller_id  uuid not null,
  at         timestamptz not null,                                        -- sold, or came in
  primary key (sample_id, n)
);
comment on table market.sample_item is 'append-only: what was drawn is what is looked at';

create table market.sample_verdict (
  id        uuid primary key,
  sample_id uuid not null,
  n         smallint not null,
  verdict   text not null check (verdict in ('ok', 'problem')),
  remark    text check (length(remark) between 1 and 500),
  at        timestamptz not null,
  by_actor  text not null check (length(by_actor) <= 60),
  foreign key (sample_id, n) references market.sample_item,
  check (verdict = 'ok' or remark is not null)
);
create index sample_verdict_by_item on market.sample_verdict (sample_id, n, id);
comment on table market.sample_verdict is 'append-only: who thinks better of it says so once more, and the newest counts';

create table market.sample_sign_off (
  sample_id uuid primary key references market.sample,
  at        timestamptz not null,
  user_id   uuid not null,
  problems  integer not null check (problems >= 0),
  remark    text check (length(remark) between 1 and 500)
);
comment on table market.sample_sign_off is 'append-only: a signature is not taken back';

-- Who looked, by the party that did.
create index access_by_party on market.access_record (party_id, id);
