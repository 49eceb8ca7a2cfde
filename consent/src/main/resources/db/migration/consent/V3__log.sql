-- The log: events taken from event_pending in the order of their serials, as the leaves of one Merkle tree (RFC 6962), with its
-- hashes in tiles (C2SP tlog-tiles). Leaves and full tiles are never changed again; what changes is the right edge of the tree.

-- Whose log this is. The secret key is in a file, never here.
create table consent.log_name (
  one        boolean primary key default true check (one),
  origin     text not null check (length(origin) between 1 and 200),
  key        text not null check (length(key) between 1 and 400),   -- name+id+base64, C2SP signed-note
  created_at timestamptz not null
);
comment on table consent.log_name is 'append-only: another name or key is another log';

create table consent.log_leaf (
  idx        bigint primary key check (idx >= 0),
  consent_id uuid,
  type       text not null,
  at         timestamptz not null,
  leaf       bytea not null
);
create index log_leaf_by_consent on consent.log_leaf (consent_id, idx) where consent_id is not null;
-- A notice's event ends in its hash and 34 bytes that are the same for all.
create index log_leaf_by_notice on consent.log_leaf (substring(leaf from octet_length(leaf) - 97 for 64))
  where type = 'notice.published';
comment on table consent.log_leaf is 'append-only: what was logged stays as it was';

-- 256 hashes each: of leaves at level 0, above of the full tiles below.
create table consent.log_tile (
  level  smallint not null check (level between 0 and 7),
  idx    bigint not null check (idx >= 0),
  hashes bytea not null check (octet_length(hashes) = 8192),
  primary key (level, idx)
);
alter table consent.log_tile alter column hashes set storage external;   -- hashes do not compress
comment on table consent.log_tile is 'append-only: a full tile stays as it was';

-- The hashes of each level that fill no tile yet.
create table consent.log_edge (
  level  smallint primary key check (level between 0 and 7),
  hashes bytea not null check (octet_length(hashes) % 32 = 0 and octet_length(hashes) < 8192)
);
alter table consent.log_edge alter column hashes set storage external;

-- How far the tree has grown, and which process may go on with it: it has the highest epoch and gives a sign of life.
create table consent.log_tree (
  one     boolean primary key default true check (one),
  size    bigint not null check (size >= 0),
  root    bytea not null check (octet_length(root) = 32),
  epoch   bigint not null check (epoch > 0),
  holder  uuid not null,
  beat_at timestamptz not null
);

-- The newest that was signed.
create table consent.log_checkpoint (
  one  boolean primary key default true check (one),
  size bigint not null check (size >= 0),
  note text not null check (length(note) <= 100000)
);

-- The newest that enough witnesses cosigned, under the policy that names them.
create table consent.log_witnessed (
  one    boolean primary key default true check (one),
  size   bigint not null check (size >= 0),
  note   text not null check (length(note) <= 100000),
  policy text not null check (length(policy) <= 100000)
);

-- Every event, logged (in the order of idx) or still waiting for it (then in the order of serial).
create view consent.event as
  select idx, null::bigint as serial, consent_id, type, at, leaf from consent.log_leaf
  union all
  select null::bigint, serial, consent_id, type, at, leaf from consent.event_pending;
