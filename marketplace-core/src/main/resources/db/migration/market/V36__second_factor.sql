-- The authenticator on a person's telephone (RFC 6238), asked for at log-in from the moment it was confirmed.
create table market.second_factor (
  user_id      uuid primary key references market.user_account on delete cascade,
  sealed       bytea not null,                                            -- twenty bytes, by the master key
  created_at   timestamptz not null,
  confirmed_at timestamptz,
  used_step    bigint not null default 0                                  -- the newest half minute whose code was taken
);

-- Each stands in for the authenticator once.
create table market.recovery_code (
  user_id uuid not null references market.second_factor on delete cascade,
  hash    bytea not null check (octet_length(hash) = 16),                 -- keyed
  used_at timestamptz,
  primary key (user_id, hash)
);
