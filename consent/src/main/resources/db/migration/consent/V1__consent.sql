-- May we talk to this person, and can we prove it?
-- Nothing here names a lead, a price or a page of the market: the module stands alone.

-- A person, known by keyed hashes only. Deleting the wrapped key makes everything sealed for that person unreadable.
create table consent.subject (
  id          uuid primary key,
  wrapped_key bytea not null,
  -- A grant older than this says nothing any more: the person has withdrawn since.
  revoked_at  timestamptz,
  created_at  timestamptz not null
);

-- HMAC-SHA-256 (first 16 bytes) of a telephone number in E.164 or of a normalised e-mail address → person.
create table consent.subject_key (
  hash       bytea primary key check (octet_length(hash) = 16),
  kind       smallint not null check (kind in (1, 2)),  -- 1 telephone, 2 e-mail
  subject_id uuid not null
);

-- The words a person was shown, addressed by their SHA-256.
create table consent.notice (
  id         bytea primary key check (octet_length(id) = 32),
  language   text not null check (length(language) between 2 and 35),
  body       text not null check (length(body) between 1 and 20000),
  created_at timestamptz not null
);
comment on table consent.notice is 'append-only: what was shown cannot be changed afterwards';

create table consent.rule_set (
  code           text not null check (code ~ '^[a-z0-9-]{2,40}$'),
  version        integer not null check (version > 0),
  effective_from date not null,
  body           jsonb not null,
  primary key (code, version)
);
comment on table consent.rule_set is 'append-only: verdicts name the version they were reached under';

create table consent.consent (
  id         uuid primary key,
  subject_id uuid not null,
  notice_id  bytea not null,
  seller_id  uuid not null,            -- the party that asked
  granted_at timestamptz not null,     -- when the person agreed
  expires_at timestamptz,
  channels   smallint not null check (channels between 0 and 31),  -- bits: 1 call, 2 autodialled, 4 prerecorded, 8 SMS, 16 e-mail
  facts      smallint not null check (facts >= 0),   -- bits: which facts are sealed below, see Fact
  certified  boolean not null,         -- a certificate of a known issuer came with it
  revoked_at timestamptz,
  sealed     bytea not null check (octet_length(sealed) <= 32768),  -- page, address, agent, certificates, secret of the salts: under the person's key
  seq        integer not null check (seq >= 0),
  head       bytea not null check (octet_length(head) = 32)         -- hash of this consent's newest event
) with (fillfactor = 85);
create index consent_by_subject on consent.consent (subject_id);

-- Events wait here in the transaction that caused them; the sequencer takes them into the log.
create table consent.event_pending (
  serial     bigint generated always as identity (cache 1) primary key,
  consent_id uuid,
  type       text not null check (length(type) <= 40),
  at         timestamptz not null,
  leaf       bytea not null check (octet_length(leaf) <= 4096)      -- RFC 8785 JSON, no personal data
);
create index event_pending_by_consent on consent.event_pending (consent_id, serial);

-- Personal values behind the commitments of events after the grant, under the person's key.
create table consent.opening (
  consent_id uuid not null,
  seq        integer not null check (seq > 0),
  sealed     bytea not null check (octet_length(sealed) <= 32768),
  primary key (consent_id, seq)
);

create table consent.revocation (
  id           uuid primary key,
  subject_id   uuid not null,
  consent_id   uuid,                   -- null: every consent of the person
  claimed_at   timestamptz not null,   -- when the person said so
  effective_at timestamptz not null,   -- when it took hold here
  channel      text not null check (length(channel) <= 40),         -- how it reached us
  recorded_by  uuid not null
);
create index revocation_by_subject on consent.revocation (subject_id);
comment on table consent.revocation is 'append-only: a withdrawal stays on record';
