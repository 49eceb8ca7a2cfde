-- Invoices, credit notes, and statements that the marketplace writes for its sellers.

-- The last number given. Taken at the end of the transaction that issues, so there are no gaps, and later numbers are issued later.
create table billing.series (
  name    text primary key check (length(name) <= 40),
  last    bigint not null check (last > 0),
  last_at timestamptz not null
);

create table billing.document (
  id        uuid primary key,
  kind      text not null check (kind in ('invoice', 'credit-note', 'statement', 'statement-credit')),
  series    text not null,
  number    bigint not null check (number > 0),
  name      text not null unique check (length(name) <= 60),           -- as printed
  party_id  uuid not null,
  currency  char(3) not null,
  net       bigint not null,
  vat       bigint not null,
  payable   bigint not null,           -- what was or is to be paid: net and VAT as charged
  issued_at timestamptz not null,
  issued_on date not null,             -- in the marketplace's zone
  frozen    bytea not null check (octet_length(frozen) <= 4000000),    -- canonical JSON (RFC 8785); all else is rendered from it
  sha256    bytea not null check (sha256 = sha256(frozen)),
  unique (series, number)
);
create index document_by_party on billing.document (party_id, kind, id);
create index document_by_kind on billing.document (kind, id);
comment on table billing.document is 'append-only: a document is corrected by another one';

-- What is to appear on a document, once: the key is the claim. Written when it happens, placed when a document is issued.
create table billing.document_line (
  kind        text not null,
  source      uuid not null,           -- the sale, the return, the charged period …
  party_id    uuid not null,
  at          timestamptz not null,
  due_at      timestamptz,             -- when it belongs on a document; null: it waits for the party's profile
  currency    char(3) not null,
  item        text not null check (length(item) between 1 and 40),     -- the id of what it is for, as the API writes it
  text        text not null check (length(text) between 1 and 200),
  net         bigint not null check (net >= 0),
  fee         bigint not null check (fee >= 0),                        -- taken off already
  vat         bigint not null check (vat >= 0),                        -- as charged
  country     char(2) not null,
  category    text not null check (category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  rate_bps    integer not null check (rate_bps between 0 and 10000),
  rule        text not null check (length(rule) <= 80),
  promo       bigint not null check (promo between 0 and net + vat),   -- paid, or given back, by promo credit
  corrects    uuid,                    -- the source of the invoice's or statement's line that it takes back
  document_id uuid,
  line        integer,
  primary key (kind, source),
  check ((document_id is null) = (line is null))
) with (fillfactor = 80);
create index document_line_due on billing.document_line (kind, due_at, party_id) where document_id is null;
create index document_line_waiting on billing.document_line (party_id) where document_id is null;
create index document_line_placed on billing.document_line (document_id, line) where document_id is not null;

-- When a line of that moment is due under that rhythm: the end of its day or month where the party is.
create function billing.due_at(at timestamptz, rhythm text, zone text) returns timestamptz language sql stable as $$
  select case rhythm
    when 'daily' then (date_trunc('day', at at time zone zone) + interval '1 day') at time zone zone
    when 'monthly' then (date_trunc('month', at at time zone zone) + interval '1 month') at time zone zone
    when 'cycle' then null
    else at end
$$;
