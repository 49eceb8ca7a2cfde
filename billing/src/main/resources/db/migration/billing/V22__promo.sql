-- Credit that was given away: spent before the wallet, never paid out, and some of it only for a while.

-- BUYER_PROMO holds all of a party's; what is left of each grant is worked out, under the lock of that balance, when one is added
-- or expires: what was spent since came from what expires first.
create table billing.promo_grant (
  id         uuid primary key,
  party_id   uuid not null,
  currency   char(3) not null,
  amount     bigint not null check (amount > 0),
  left_over  bigint not null check (left_over between 0 and amount),
  reason     text not null check (length(reason) <= 200),
  granted_at timestamptz not null,
  expires_at timestamptz,                                     -- null: never
  closed     boolean not null default false,                  -- spent or expired
  check (not closed or left_over = 0)
) with (fillfactor = 70);
create index promo_grant_open on billing.promo_grant (party_id, expires_at, id) where not closed;
create index promo_grant_due on billing.promo_grant (expires_at) where not closed;
create index promo_grant_by_party on billing.promo_grant (party_id, id);
