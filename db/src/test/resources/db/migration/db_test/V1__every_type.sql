-- Tables for the tests of the module itself.
create type db_test.mood as enum ('glad', 'so_so');

create table db_test.every_type (
  id         uuid primary key,
  text_      text,
  smallint_  smallint,
  int_       integer,
  bigint_    bigint,
  boolean_   boolean,
  time_      timestamptz,
  date_      date,
  numeric_   numeric(20, 6),
  jsonb_     jsonb,
  bytea_     bytea,
  texts      text[],
  uuids      uuid[],
  char_      char(3),
  mood       db_test.mood
);

create table db_test.account (
  id      integer primary key,
  balance bigint not null check (balance >= 0)
);

create table db_test.note (
  id   uuid primary key,
  body text not null
);
comment on table db_test.note is 'append-only: for the tests';

create table db_test.trail (
  id uuid not null,
  at timestamptz not null
) partition by range (at);
create table db_test.trail_2026 partition of db_test.trail for values from ('2026-01-01') to ('2027-01-01');
comment on table db_test.trail is 'append-only: partitions, too';

create view db_test.note_body as select body from db_test.note;
