-- What is given up of an invoice, and what a credit note gains or loses by a rate, moves no money: it is locked with sales, or with
-- purchases, not with banking. What comes with money, a discount or a fee, stays with it.
set local row_security = on;

create or replace function area_of(source text) returns text language sql immutable parallel safe
return case
  when source in ('invoice', 'credit-note', 'sales-deferral', 'sales-write-off', 'sales-exchange') then 'sales'
  when source in ('bill', 'expense', 'purchase-deferral', 'purchase-write-off', 'purchase-exchange') then 'purchases'
  when source in ('payment', 'exchange', 'bank') then 'banking'
  else 'manual'
end;
