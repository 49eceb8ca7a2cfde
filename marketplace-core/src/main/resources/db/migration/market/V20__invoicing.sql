-- How far sales and what became of them have been noted for invoices and statements.
create table market.invoicing_mark (
  source text primary key check (length(source) <= 40),
  upto   uuid not null                 -- ids begin with their time: all that are older have been noted
);
