-- Who is invoiced and how each is taxed.

create table billing.profile (
  party_id     uuid primary key,       -- the nil id: the marketplace's own
  name         text not null check (length(name) between 1 and 200),   -- as registered
  street       text not null check (length(street) between 1 and 200),
  city         text not null check (length(city) between 1 and 100),
  postcode     text not null check (length(postcode) between 1 and 20),
  region       text check (length(region) between 1 and 100),
  country      char(2) not null check (country ~ '^[A-Z]{2}$'),
  vat_id       text check (length(vat_id) between 4 and 16),
  registration text check (length(registration) between 1 and 60),     -- in the register of companies
  email        text not null check (length(email) between 3 and 254),  -- where documents are sent
  rhythm       text not null check (rhythm in ('purchase', 'daily', 'monthly', 'cycle')),
  zone         text not null check (length(zone) <= 60),               -- whose days and months count
  self_billing boolean not null,       -- agrees that the marketplace writes its invoices (Article 224, Directive 2006/112/EC)
  updated_at   timestamptz not null
);

-- Every standing a party ever had: what was charged can be explained later.
create table billing.tax_decision (
  party_id   uuid not null,
  decided_at timestamptz not null,
  country    char(2) not null,
  category   text not null,
  rate_bps   integer not null,
  rule       text not null,
  primary key (party_id, decided_at)
);
comment on table billing.tax_decision is 'append-only: what was charged under it cannot be unwritten';

-- Rates and rules; those of the newest row whose day has come are in force.
create table billing.vat_rules (
  version    integer primary key check (version > 0),
  valid_from date not null,
  body       jsonb not null check (jsonb_typeof(body) = 'object' and octet_length(body::text) <= 20000),
  created_at timestamptz not null
);
comment on table billing.vat_rules is 'append-only: documents name the version that they follow';

-- Standard rates in basis points: Taxes in Europe Database of the European Commission, as of 2026-01-01.
-- Services from business to business are taxed where the customer is (Article 44, Directive 2006/112/EC).
insert into billing.vat_rules (version, valid_from, created_at, body) values (1, '2026-01-01', '2026-01-01T00:00:00Z', '{
  "rates": {"AT": 2000, "BE": 2100, "BG": 2000, "CY": 1900, "CZ": 2100, "DE": 1900, "DK": 2500, "EE": 2400, "ES": 2100,
            "FI": 2550, "FR": 2000, "GR": 2400, "HR": 2500, "HU": 2700, "IE": 2300, "IT": 2200, "LT": 2100, "LU": 1700,
            "LV": 2100, "MT": 1800, "NL": 2100, "PL": 2300, "PT": 2300, "RO": 2100, "SE": 2500, "SI": 2200, "SK": 2300},
  "rules": [
    {"rule": "supplier-outside", "supplier": "outside", "category": "O"},
    {"rule": "supplier-unregistered", "supplier": "unregistered", "category": "O"},
    {"rule": "domestic", "customer": "same-country", "category": "S"},
    {"rule": "reverse-charge", "customer": "registered", "category": "AE"},
    {"rule": "customer-unregistered", "customer": "unregistered", "category": "S"},
    {"rule": "customer-outside", "customer": "outside", "category": "O"}
  ]}');
