-- Which versions of rule sets the log knows by their digest (SHA-256 of the canonical JSON of the whole document): a row is
-- written with the event that publishes it, before the first verdict that names it.
create table consent.rule_publication (
  digest       bytea primary key check (octet_length(digest) = 32),
  code         text not null,
  version      integer not null,
  published_at timestamptz not null,
  foreign key (code, version) references consent.rule_set
);
comment on table consent.rule_publication is 'append-only: what was judged by cannot be taken back';
create index log_leaf_rules on consent.log_leaf (idx) where type = 'rules.published';
