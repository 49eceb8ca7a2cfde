-- A file whose seller signed it: the grants of its rows name what was signed (consent.submission).
alter table market.batch add column submission bytea check (octet_length(submission) = 32);
