-- What was kept beside a consent: a picture of the page, its HTML, a letter. The event evidence.attached of the consent's chain
-- commits to its digest; the bytes lie here, sealed under the person's key.
create table consent.evidence (
  id          uuid primary key,
  consent_id  uuid not null,
  subject_id  uuid not null,
  seq         integer not null check (seq > 0),                             -- of the event
  digest      bytea not null check (octet_length(digest) = 32),             -- SHA-256 of the bytes; goes with the row
  kind        smallint not null check (kind in (1, 2, 3)),                  -- 1 HTML, 2 PNG, 3 PDF
  bytes       integer not null check (bytes between 1 and 5242880),
  party_id    uuid not null,                                                -- who attached it
  attached_at timestamptz not null,
  sealed      bytea not null,
  unique (consent_id, digest)
);
create index evidence_by_subject on consent.evidence (subject_id);
alter table consent.evidence alter column sealed set storage external;      -- what is sealed does not compress

-- Certificates that others issued for consents. Issuers forget those that nobody keeps: a worker finds the references in the log,
-- asks their issuers to keep them, and warns before they expire. The references themselves stay sealed with the consent.
create table consent.certificate (
  consent_id uuid primary key,
  subject_id uuid not null,
  seller_id  uuid not null,
  state      smallint not null default 0 check (state between 0 and 4),  -- 0 to be asked, 1 kept, 2 gone, 3 somebody else's, 4 given up
  expires_at timestamptz,
  tries      smallint not null default 0,
  next_at    timestamptz                                                 -- when something is due; null: nothing
);
create index certificate_due on consent.certificate (next_at) where next_at is not null;
create index certificate_by_subject on consent.certificate (subject_id);

-- How far the log was looked through for them. One process at a time.
create table consent.certificate_mark (
  one boolean primary key default true check (one),
  idx bigint not null check (idx >= 0)
);
insert into consent.certificate_mark (idx) values (0);
