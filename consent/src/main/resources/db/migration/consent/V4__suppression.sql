-- Numbers and addresses that must not be used, whoever gave or gives consent for them. By keyed hash only, so it outlives the
-- erasure of its person.
create table consent.suppression (
  id        uuid primary key,
  hash      bytea not null check (octet_length(hash) = 16),            -- as in subject_key
  kind      smallint not null check (kind in (1, 2)),
  seller_id uuid,                      -- null: whoever asked
  channels  smallint not null check (channels between 1 and 31),        -- bits, see consent; 31: all of them
  reason    text not null check (reason in ('person', 'dnc', 'litigator', 'operator')),
  list      text check (length(list) between 1 and 60),
  as_of     date,                      -- of the list, when it named this number last
  source    text not null check (length(source) <= 40),                 -- how it reached us
  added_by  uuid not null,
  added_at  timestamptz not null,
  unique nulls not distinct (hash, seller_id, channels, reason, list)
);

-- How old the lists are that were taken in as a whole.
create table consent.suppression_list (
  list       text primary key check (length(list) between 1 and 60),
  as_of      date not null,
  rows       bigint not null check (rows >= 0),                         -- of its last file
  updated_at timestamptz not null,
  updated_by uuid not null
);

-- Channels that were granted and must not be used any more. Where none is left the consent is revoked.
alter table consent.consent add column stopped smallint not null default 0 check (stopped between 0 and 31);

-- A person may take back single channels.
alter table consent.revocation add column channels smallint check (channels between 1 and 31);   -- null: all of them
