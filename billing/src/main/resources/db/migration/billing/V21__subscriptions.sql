-- Plans, who has subscribed to them, and what was charged for it.

-- Each row is one version of a plan. What is offered under a code is its latest version, unless that one says that nothing is.
create table billing.plan (
  id               uuid primary key,
  code             text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  currency         char(3) not null check (currency ~ '^[A-Z]{3}$'),
  version          integer not null check (version > 0),
  name             text not null check (length(name) between 1 and 200),
  price            bigint not null check (price > 0),                              -- a month, without VAT
  quota            integer not null check (quota between 1 and 1000000),           -- leads a month
  vertical         text check (length(vertical) <= 40),                            -- null: of any
  price_max        bigint check (price_max > 0),                                   -- list price of the dearest lead it pays for
  trial_days       integer not null check (trial_days between 0 and 365),
  trial_quota      integer not null check (trial_quota between 0 and 1000000),
  rollover_max     integer not null check (rollover_max between 0 and 1000000),    -- leads carried over, at most
  rollover_periods integer not null check (rollover_periods between 0 and 24),     -- how many periods longer they last
  overage          text not null check (overage in ('refused', 'priced')),
  overage_price    bigint check (overage_price > 0),
  offered          boolean not null,
  created_at       timestamptz not null,
  unique (code, currency, version),
  check ((overage = 'priced') = (overage_price is not null)),
  check ((rollover_max = 0) = (rollover_periods = 0)),
  check (trial_days > 0 or trial_quota = 0)
);
comment on table billing.plan is 'append-only: a change is a new version, and who subscribed to the old one keeps it';

create table billing.subscription (
  id            uuid primary key,
  party_id      uuid not null,
  first_plan_id uuid not null references billing.plan,                 -- that it began with
  plan_id       uuid not null references billing.plan,
  status        text not null check (status in ('trialing', 'active', 'past_due', 'paused', 'ended')),
  -- Period n >= base begins n - base months after the anchor, in this zone. Period 0 is the trial.
  anchor        date not null,
  zone          text not null check (length(zone) <= 60),
  base          integer not null check (base > 0),
  period        integer not null check (period >= 0),                  -- that is running, or ran last
  period_start  timestamptz not null,
  period_end    timestamptz not null,
  attempts      integer not null default 0 check (attempts between 0 and 5), -- to charge the period after it, in vain
  upgrades      integer not null default 0 check (upgrades >= 0),      -- in this period
  next_plan_id  uuid references billing.plan,                          -- from the next period on
  cancelled     boolean not null default false,                        -- ends with the period
  due_at        timestamptz,                                           -- when it goes on by itself; null: it does not
  created_at    timestamptz not null,
  ended_at      timestamptz,
  check (period_start < period_end),
  check ((status = 'ended') = (ended_at is not null)),
  check ((due_at is null) = (status in ('paused', 'ended')))
) with (fillfactor = 70);
create index subscription_due on billing.subscription (due_at) where due_at is not null;
create index subscription_by_party on billing.subscription (party_id, id);

-- What a subscription cost: a period, or the upgrade inside of one. The journal 'subscription' of this id moved the money.
create table billing.subscription_charge (
  id              uuid primary key,
  subscription_id uuid not null references billing.subscription,
  party_id        uuid not null,
  plan_id         uuid not null references billing.plan,
  period          integer not null check (period > 0),
  upgrade         integer not null check (upgrade >= 0),               -- 0: the period itself; n: the n-th upgrade in it
  net             bigint not null check (net > 0),
  vat             bigint not null check (vat >= 0),
  currency        char(3) not null,
  country         char(2),                                             -- how the buyer was taxed; null: outside the scope of VAT
  category        text not null check (length(category) <= 2),
  rate_bps        integer not null check (rate_bps between 0 and 10000),
  rule            text not null check (length(rule) <= 80),
  starts_at       timestamptz not null,
  ends_at         timestamptz not null,
  at              timestamptz not null,
  unique (subscription_id, period, upgrade)
);
create index subscription_charge_by_party on billing.subscription_charge (party_id, at, id);
comment on table billing.subscription_charge is 'append-only: corrected by credit notes';

-- Leads left over at the end of a period go on in a row of their own.
alter table billing.quota
  add column carried_from uuid,                                        -- the row they were left over in
  add column carry_until  timestamptz,                                 -- how long those left over in this row last; null: not at all
  add column carry_max    integer not null default 0 check (carry_max >= 0);
create unique index quota_carried_once on billing.quota (carried_from) where carried_from is not null;
create index quota_expiry on billing.quota (expires_at) where not closed;
create index quota_of_subscription on billing.quota (subscription_id, id);
