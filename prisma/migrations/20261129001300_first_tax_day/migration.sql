-- The first day that a company's first tax return could have to count. Later returns reach back to before their first day only for what
-- was sealed after the one before, so what the first one leaves out would be declared nowhere.
set local row_security = on;

create function first_tax_day(ws uuid) returns date language sql stable as $$
  select least(
    (select min(p.starts_on) from period p where p.workspace_id = ws),
    (select min(b.tax_point) from bill b where b.workspace_id = ws and b.tax_point is not null and b.entry_id is not null),
    (select min(i.tax_point) from invoice i where i.workspace_id = ws and i.tax_point is not null and i.entry_id is not null))
$$;
revoke execute on function first_tax_day(uuid) from public;
grant execute on function first_tax_day(uuid) to daybook_app, daybook_reader;
