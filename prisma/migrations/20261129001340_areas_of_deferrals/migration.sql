-- What an invoice or a bill moves to later days is locked with sales or purchases: it is posted with its document, which could not be
-- issued while other entries alone were locked. Sources that nothing posts are gone; a reversal is of what it reverses, as before.
set local row_security = on;

create or replace function area_of(source text) returns text language sql immutable parallel safe
return case
  when source in ('invoice', 'credit-note', 'sales-deferral') then 'sales'
  when source in ('bill', 'expense', 'purchase-deferral') then 'purchases'
  when source in ('payment', 'exchange', 'bank') then 'banking'
  else 'manual'
end;
