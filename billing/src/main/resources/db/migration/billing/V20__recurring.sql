-- Work that comes again and again.

-- Up to when each has been done. Who holds the row's lock does the next period, and moves done_until in the same transaction.
create table billing.job (
  name       text primary key check (length(name) between 1 and 60),
  done_until timestamptz not null
);

-- By how much the clock of a test party is ahead of the world's.
create table billing.test_clock (
  party_id uuid primary key,
  ahead_ms bigint not null check (ahead_ms >= 0)
);

-- What time it is for a party when it is now for the world.
create function billing.party_now(party uuid, now timestamptz) returns timestamptz language sql stable parallel safe as $$
  select now + coalesce((select ahead_ms from billing.test_clock where party_id = party), 0) * interval '1 millisecond'
$$;

-- What time it is at most for anybody: bounds the index that party_now() cannot use.
create function billing.latest_now(now timestamptz) returns timestamptz language sql stable parallel safe as $$
  select now + coalesce((select max(ahead_ms) from billing.test_clock), 0) * interval '1 millisecond'
$$;
