-- Codes for sales that companies begin with from now on: the reduced rate, and supplies of goods within the EU. Those that are there
-- get them where they have none of that name; rates are of 2026.
do $$ declare t text; begin
  foreach t in array array['workspace', 'tax_code', 'account']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

do $$
declare ws record;
begin
  for ws in select id, country from workspace loop
    perform set_config('daybook.workspace', ws.id::text, true);
    insert into tax_code (workspace_id, id, side, code, name, category, rate_bp, account_id)
    select ws.id, gen_random_uuid(), 'sale', 'AA', 'VAT ' || trim_scale(r.bp / 100.0) || ' %', 'AA', r.bp, s.account_id
    from (values ('AT', 1000), ('BE', 600), ('DE', 700), ('ES', 1000), ('FR', 550), ('GB', 500), ('IE', 1350), ('IT', 1000), ('LU', 800),
      ('NL', 900), ('PL', 800), ('PT', 600)) r (country, bp)
    join tax_code s on s.workspace_id = ws.id and s.side = 'sale' and s.code = 'S'
    where r.country = ws.country
    on conflict do nothing;
    insert into tax_code (workspace_id, id, side, code, name, category, rate_bp)
    select ws.id, gen_random_uuid(), 'sale', 'K', 'Supply of goods within the EU', 'K', 0
    from tax_code a where a.workspace_id = ws.id and a.side = 'sale' and a.code = 'AE'
    on conflict do nothing;
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['workspace', 'tax_code', 'account']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;
