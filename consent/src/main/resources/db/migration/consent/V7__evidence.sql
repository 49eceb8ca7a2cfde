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
