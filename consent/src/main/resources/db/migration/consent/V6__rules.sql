-- Which versions of rule sets the log knows by their digest (SHA-256 of the canonical JSON of the whole document): a row is
-- written with the event that publishes it, before the first verdict that names it.
create table consent.rule_publication (
  code         text not null,
  version      integer not null,
  digest       bytea not null check (octet_length(digest) = 32),
  published_at timestamptz not null,
  primary key (code, version),
  foreign key (code, version) references consent.rule_set
);
comment on table consent.rule_publication is 'append-only: what was judged by cannot be taken back';
create index log_leaf_rules on consent.log_leaf (idx) where type = 'rules.published';

-- Second readings of the laws, each from the day the law has said so. Where there is a choice, 080-rule-sets-from-their-texts.md
-- tells it. "title" to "lawful_basis" are for people and receipts.
insert into consent.rule_set (code, version, effective_from, body) values
  ('us-tcpa-pewc', 2, '2013-10-16', '{
    "title": "Prior express written consent to telemarketing calls and texts",
    "source": "47 CFR 64.1200(a)(2), (a)(10), (c)(1), (f)(9)",
    "notes": "Signed agreement to this seller''s calls by autodialer or recorded voice at this number, no condition of a purchase. Consent to one seller at a time (FCC 23-107) was vacated before it took effect and is not asked for.",
    "jurisdiction": "US", "lawful_basis": "consent",
    "requires": ["phone"],
    "requires_any": [{"code": "signature", "any_of": ["act", "certificate", "page"]}],
    "phrases": [
      {"code": "not-a-condition",
       "any_of": ["not a condition", "not a requirement", "not required", "without being required", "no purchase necessary",
                  "no purchase required", "not conditioned", "not conditional"]},
      {"code": "automated", "channels": ["autodialed", "prerecorded"],
       "any_of": ["autodial", "auto-dial", "auto dial", "automatic", "automated", "prerecorded", "pre-recorded", "recorded voice",
                  "recorded message", "artificial voice", "artificial or"]}],
    "channels_any": ["call", "autodialed", "prerecorded", "sms"],
    "buyer_named": true,
    "quiet_hours": {"from": "21:00", "to": "08:00", "channels": ["call", "autodialed", "prerecorded", "sms"]}}'),
  ('us-tsr-2024', 2, '2024-05-16', '{
    "title": "Record of consent under the Telemarketing Sales Rule",
    "source": "16 CFR 310.4(b)(1)(iii)(B), 310.4(b)(1)(v)(A), 310.4(c), 310.5(a)(8)",
    "notes": "Name and number, the request as shown, its purpose, the consent given, its date, and what the section relied on asks for. Request, purpose and date are in every record here: the words and the moment.",
    "jurisdiction": "US", "lawful_basis": "consent",
    "requires": ["name", "phone"],
    "requires_any": [{"code": "signature", "any_of": ["act", "certificate", "page"]}],
    "phrases": [
      {"code": "not-a-condition", "channels": ["prerecorded"],
       "any_of": ["not a condition", "not a requirement", "not required", "without being required", "no purchase necessary",
                  "no purchase required", "not conditioned", "not conditional"]},
      {"code": "prerecorded", "channels": ["prerecorded"],
       "any_of": ["prerecorded", "pre-recorded", "recorded voice", "recorded message", "artificial voice", "artificial or"]}],
    "channels_any": ["call", "autodialed", "prerecorded"],
    "buyer_named": true,
    "quiet_hours": {"from": "21:00", "to": "08:00", "channels": ["call", "autodialed", "prerecorded"]}}'),
  ('us-dnc', 2, '2003-10-01', '{
    "title": "Calls to numbers that may be on the national do-not-call registry",
    "source": "47 CFR 64.1200(c)(1), (c)(2)(i)(D), (c)(2)(ii), (d); 16 CFR 310.4(b)(3)(iv), 310.4(c)",
    "notes": "A signed agreement that names the seller and the number, or a registry obtained at most 31 days before that does not have the number. An established business relationship is never assumed.",
    "jurisdiction": "US", "lawful_basis": "consent",
    "requires": ["phone"],
    "requires_any": [{"code": "signature", "any_of": ["act", "certificate", "page"]}],
    "channels_any": ["call", "autodialed", "prerecorded", "sms"],
    "buyer_named": true,
    "list": {"days_max": 31},
    "quiet_hours": {"from": "21:00", "to": "08:00", "channels": ["call", "autodialed", "prerecorded", "sms"]}}'),
  ('eu-gdpr', 2, '2018-05-25', '{
    "title": "Consent as the lawful basis of processing",
    "source": "Regulation (EU) 2016/679, articles 4(11), 6(1)(a), 7(1) to (4), 13(2)(c); recitals 32, 42, 43",
    "notes": "A clear affirmative act, the controller who relies on it named, and the right to withdraw told beforehand. Whether it was freely given is not for a machine to say.",
    "jurisdiction": "EU", "lawful_basis": "eu-gdpr:A6-1-a",
    "requires": [],
    "requires_any": [{"code": "affirmative-act", "any_of": ["act", "certificate", "page"]}],
    "phrases": [
      {"code": "right-to-withdraw",
       "any_of": ["withdraw", "revoke", "opt out", "opt-out", "unsubscribe", "widerruf", "retirer", "retrait", "retirar", "revocar",
                  "revocare", "revoca", "intrekken", "wycofać"]}],
    "channels_any": ["call", "autodialed", "prerecorded", "sms", "email"],
    "buyer_named": true}'),
  ('ca-optout', 2, '2023-01-01', '{
    "title": "Sale or sharing of personal information until the person opts out",
    "source": "Cal. Civ. Code 1798.120, 1798.135; 11 CCR 7025, 7026",
    "notes": "No opt-in of adults is asked for. An opt-out, also by a preference signal, ends it; minors under 16 must opt in and are not offered here.",
    "jurisdiction": "US-CA", "lawful_basis": "opt-out",
    "requires": [],
    "buyer_named": false}');

-- What sellers signed when they handed leads in: canonical JSON with the signed text, the key and the signature. Grants name its hash.
create table consent.submission (
  id        bytea primary key check (octet_length(id) = 32),            -- SHA-256 of the body
  seller_id uuid not null,
  key_id    uuid not null,
  body      text not null check (length(body) <= 6000),
  at        timestamptz not null
);
comment on table consent.submission is 'append-only: what was signed stays signed';

-- Sellers' keys that the log knows: a row is written with the event that publishes it, before the first grant signed with it.
create table consent.key_publication (
  key_id       uuid primary key,
  party_id     uuid not null,
  public_key   bytea not null check (octet_length(public_key) = 32),
  published_at timestamptz not null
);
comment on table consent.key_publication is 'append-only: a key that signed stays known';
create index log_leaf_keys on consent.log_leaf (idx) where type = 'key.registered';
