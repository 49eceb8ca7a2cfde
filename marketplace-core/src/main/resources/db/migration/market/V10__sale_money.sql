-- What a sale cost, who paid it, and by which terms. Of sales made before, there was neither tax nor quota nor promo credit.
alter table market.purchase drop constraint purchase_total_check;
alter table market.purchase
  add column vat   bigint not null default 0 check (vat >= 0),           -- part of the total
  add column promo bigint not null default 0 check (promo >= 0),         -- part of the total, paid by promo credit
  add check (total >= 0 and vat <= total and promo <= total);            -- 0: all paid by quota

-- price: net, what the buyer owes for it, or what his quota's unit is worth. The seller's share is price - fee, always; it is due
-- by the price the lead was listed at, so that the fee is negative where the marketplace adds to what the buyer paid.
alter table market.sale drop constraint sale_price_check, drop constraint sale_fee_check;
alter table market.sale
  add column fee_bps      integer not null default 0 check (fee_bps between 0 and 10000),
  add column vat          bigint not null default 0 check (vat >= 0),    -- on top of the price
  add column vat_category text not null default 'O' check (vat_category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  add column vat_country  char(2),
  add column vat_bps      integer not null default 0 check (vat_bps between 0 and 10000),
  add column promo        bigint not null default 0,                     -- of price and VAT, paid by promo credit
  add column quota_id     uuid,                                          -- a row of billing.quota: paid in advance
  add column quota_unit   integer,                                       -- which of its units
  add column list_price   bigint check (list_price > 0),                 -- by which the seller is paid; null: the price
  add check (price >= 0 and fee <= price),
  add check (promo between 0 and price + vat),
  add check ((quota_id is null) = (quota_unit is null)),
  add check (quota_id is null or (vat = 0 and promo = 0));
