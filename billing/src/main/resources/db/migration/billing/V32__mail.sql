-- Documents on their way by e-mail. Written with the document; the address is the profile's when it is sent.
create table billing.mail (
  id           uuid primary key,
  document_id  uuid not null unique references billing.document,
  party_id     uuid not null,
  state        text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
  attempts     integer not null default 0,
  next_at      timestamptz not null,
  leased_until timestamptz,
  last_problem text check (length(last_problem) <= 200),
  sent_at      timestamptz
) with (fillfactor = 80);
create index mail_due on billing.mail (next_at) where state = 'waiting';
