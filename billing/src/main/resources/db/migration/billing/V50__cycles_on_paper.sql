-- Who pays afterwards is invoiced when his cycle ends, and by nobody else: while it runs, the rhythm that he wished for waits.

update billing.profile set rhythm = 'monthly' where rhythm = 'cycle';
alter table billing.profile drop constraint profile_rhythm_check,
  add check (rhythm in ('purchase', 'daily', 'monthly'));

-- Lines of parties that nothing is known of wait for their profiles.
update billing.document_line l set due_at = null
where document_id is null and due_at is not null and not exists (select from billing.profile p where p.party_id = l.party_id);

-- What an invoice asks for, and what came in for it. Of a party and currency, what is open of them is minus BUYER_RECEIVABLE.
create table billing.open_invoice (
  document_id uuid primary key references billing.document,
  party_id    uuid not null,
  reference   text not null unique check (length(reference) = 16),     -- to be written on the transfer: ISO 11649
  amount      bigint not null check (amount > 0),
  paid        bigint not null default 0 check (paid between 0 and amount),
  currency    char(3) not null,
  due_on      date not null,
  paid_at     timestamptz,                                             -- when nothing was left
  check ((paid = amount) = (paid_at is not null))
) with (fillfactor = 80);
create index open_invoice_by_party on billing.open_invoice (party_id) where paid_at is null;
create index open_invoice_due on billing.open_invoice (due_on) where paid_at is null;
