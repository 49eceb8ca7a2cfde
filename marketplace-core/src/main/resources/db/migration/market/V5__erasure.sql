-- By keyed hashes of the number and the address in a rejected row it is found when its person is to be forgotten.
alter table market.batch_reject add column people bytea[] not null default '{}';
create index batch_reject_of_people on market.batch_reject using gin (people);
