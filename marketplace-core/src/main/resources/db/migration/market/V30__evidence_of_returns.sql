-- What of our own records decided a return at once; null: people did.
alter table market.sale_return
  add column evidence_kind text check (evidence_kind in ('earlier-sale', 'withdrawn-before', 'returned-before')),
  add column evidence_id   uuid,
  add check ((evidence_kind is null) = (evidence_id is null));
create index sale_return_of_lead on market.sale_return (lead_id) where state = 'accepted';
