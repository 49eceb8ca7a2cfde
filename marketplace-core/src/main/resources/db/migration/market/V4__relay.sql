-- Whoever holds a lead is told that consent ended or that a person was erased, confirms it over a signature, and is reminded.

-- A party's own public keys: with them it signs what others must be able to check later. The private halves are never here.
create table market.party_key (
  id         uuid primary key,
  party_id   uuid not null references market.party,
  label      text not null check (length(label) between 1 and 100),
  public_key bytea not null unique check (octet_length(public_key) = 32),  -- Ed25519; kept for ever, so that old signatures can be checked
  created_at timestamptz not null,
  created_by text not null check (length(created_by) <= 60),            -- key_… or usr_…
  revoked_at timestamptz                                                -- nothing signed with it is accepted from then on
);
create index party_key_by_party on market.party_key (party_id, created_at, id);

-- Days on which nothing is due, as rules that hold for every year.
create table market.calendar (
  code    text not null check (code ~ '^[a-z0-9-]{2,40}$'),
  version integer not null check (version > 0),
  source  text not null check (length(source) <= 300),
  body    jsonb not null,
  primary key (code, version)
);
comment on table market.calendar is 'append-only: due times name the version they were computed by';

insert into market.calendar (code, version, source, body) values
  ('us-federal', 1, '5 U.S.C. 6103(a), (b); Executive Order 11582: Saturday''s holiday is kept on Friday, Sunday''s on Monday', '{
    "weekend": ["SATURDAY", "SUNDAY"],
    "observed": {"SATURDAY": -1, "SUNDAY": 1},
    "fixed": [
      {"name": "New Year''s Day", "month": 1, "day": 1},
      {"name": "Juneteenth National Independence Day", "month": 6, "day": 19, "since": 2021},
      {"name": "Independence Day", "month": 7, "day": 4},
      {"name": "Veterans Day", "month": 11, "day": 11},
      {"name": "Christmas Day", "month": 12, "day": 25}],
    "nth": [
      {"name": "Birthday of Martin Luther King, Jr.", "month": 1, "weekday": "MONDAY", "nth": 3, "since": 1986},
      {"name": "Washington''s Birthday", "month": 2, "weekday": "MONDAY", "nth": 3},
      {"name": "Memorial Day", "month": 5, "weekday": "MONDAY", "nth": -1},
      {"name": "Labor Day", "month": 9, "weekday": "MONDAY", "nth": 1},
      {"name": "Columbus Day", "month": 10, "weekday": "MONDAY", "nth": 2},
      {"name": "Thanksgiving Day", "month": 11, "weekday": "THURSDAY", "nth": 4}]}');

-- How long a holder has, by the rule set under which the lead was sold. '*' is for those that no other row names.
create table market.due_rule (
  rule_set  text not null check (rule_set ~ '^([a-z0-9-]{2,40}|\*)$'),
  kind      text not null check (kind in ('revocation', 'erasure')),
  version   integer not null check (version > 0),
  amount    integer not null check (amount between 1 and 365),
  unit      text not null check (unit in ('business-days', 'days', 'months')),
  calendar  text check ((calendar is null) = (unit <> 'business-days')),    -- code@version
  time_zone text not null,             -- days begin and end there
  source    text not null check (length(source) <= 300),
  primary key (rule_set, kind, version)
);
comment on table market.due_rule is 'append-only: due times name the version they were computed by';

insert into market.due_rule (rule_set, kind, version, amount, unit, calendar, time_zone, source) values
  ('*', 'revocation', 1, 10, 'business-days', 'us-federal@1', 'America/New_York', '47 CFR 64.1200(a)(10)'),
  ('eu-gdpr', 'revocation', 1, 1, 'months', null, 'Europe/Brussels', 'Regulation (EU) 2016/679, articles 7(3), 12(3), 19'),
  ('ca-optout', 'revocation', 1, 15, 'business-days', 'us-federal@1', 'America/Los_Angeles', '11 CCR 7026(f)'),
  ('*', 'erasure', 1, 45, 'days', null, 'America/Los_Angeles', 'Cal. Civ. Code 1798.105(c), 1798.130(a)(2)'),
  ('eu-gdpr', 'erasure', 1, 1, 'months', null, 'Europe/Brussels', 'Regulation (EU) 2016/679, articles 12(3), 17, 19');

-- One party has to hear and to confirm one thing about one lead.
create table market.obligation (
  id          uuid primary key,
  kind        text not null check (kind in ('revocation', 'erasure')),
  cause_id    uuid not null,           -- the revocation or erasure
  holder_id   uuid not null,
  role        text not null check (role in ('buyer', 'seller')),
  consent_id  uuid not null,
  lead_id     uuid not null,
  event_id    uuid not null,           -- by which the holder is told: a row of market.event
  rule        text not null check (length(rule) <= 80),                -- rule set, kind and version, as in market.due_rule
  created_at  timestamptz not null,
  due_at      timestamptz not null check (due_at > created_at),         -- frozen
  reached_at  timestamptz,             -- the holder's endpoint took it, or it lay at the holder's disposal
  reached_by  text check (reached_by in ('webhook', 'events', 'acknowledgement')),
  told_at     timestamptz,             -- the same once it is in the consent's chain
  acked_at    timestamptz,
  step        smallint not null default 0 check (step between 0 and 3),  -- reminders sent; 3: overdue
  next_at     timestamptz,             -- of the next step; null: none is left
  overdue_at  timestamptz,
  refused     integer not null default 0,                               -- acknowledgements that did not verify
  reasons     smallint not null default 0 check (reasons between 0 and 7),  -- of escalation: 1 not reached, 2 refused, 4 overdue
  unique (cause_id, lead_id, holder_id, role)
) with (fillfactor = 85);
create index obligation_by_event on market.obligation (event_id);
create index obligation_by_holder on market.obligation (holder_id, id);
create index obligation_next on market.obligation (next_at) where acked_at is null and next_at is not null;
create index obligation_untold on market.obligation (id) where reached_at is not null and told_at is null;
create index obligation_escalated on market.obligation (id) where reasons > 0 and acked_at is null;
create index obligation_stops on market.obligation (holder_id) where step = 3 and acked_at is null and role = 'buyer';

-- What holders signed. A statement is canonical JSON of ids, a time and a code: nothing personal.
create table market.acknowledgement (
  id            uuid primary key,
  obligation_id uuid not null references market.obligation,
  key_id        uuid,                  -- null: no such key
  action        text not null check (length(action) <= 40),
  said_at       timestamptz not null,
  statement     bytea not null check (octet_length(statement) <= 1024),
  signature     bytea not null check (octet_length(signature) <= 64),
  refused       text check (length(refused) <= 40),                     -- why; null: it counts
  received_at   timestamptz not null,
  received_from text not null check (length(received_from) <= 60)
);
create index acknowledgement_by_obligation on market.acknowledgement (obligation_id, id);
comment on table market.acknowledgement is 'append-only: what was signed stays as it was';

-- Somebody who sends suppressions as signed messages (Standard Webhooks), for one party.
create table market.suppression_source (
  id            uuid primary key,
  party_id      uuid not null references market.party,
  name          text not null check (length(name) between 1 and 100),
  sealed_secret bytea not null,
  created_at    timestamptz not null,
  revoked_at    timestamptz
);
create index suppression_source_by_party on market.suppression_source (party_id, id);

-- Messages that were taken in, remembered for longer than their time stamp lets them be repeated.
create table market.suppression_message (
  source_id uuid not null,
  message   text not null check (length(message) between 1 and 200),
  at        timestamptz not null,
  primary key (source_id, message)
);
create index suppression_message_by_age on market.suppression_message (at);

-- A page for one person, found by the hash of what is in its address.
create table market.opt_out_link (
  hash       bytea primary key check (octet_length(hash) = 32),
  consent_id uuid not null,
  seller_id  uuid not null,
  made_by    uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
