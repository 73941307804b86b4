CREATE OR REPLACE FUNCTION public.used_since(made uuid[])
 RETURNS TABLE(record_id uuid, by_table text)
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  fk record;
begin
  for fk in
    select c.conrelid::regclass::text as tab, a.attname as col
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
     where c.contype = 'f' and c.confrelid in ('company'::regclass, 'contact'::regclass, 'product'::regclass) and cardinality(c.conkey) = 2
     order by 1, 2
  loop
    return query execute format('select t.%1$I, %2$L from %3$s t
      where t.workspace_id = current_workspace() and t.%1$I = any ($1) and not t.id = any ($1)', fk.col, fk.tab, fk.tab) using made;
  end loop;
end $function$
;
