CREATE OR REPLACE FUNCTION public.erase_words(wanted text, pattern text, pseudonym text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  ws uuid := require_workspace();
  col record;
  changed integer;
  total integer := 0;
begin
  if wanted = any(erase_keeps()) or not exists (select from pg_class where oid = to_regclass(format('public.%I', wanted)) and relkind = 'r') then
    return 0;
  end if;
  perform set_config('daybook.erasing', 'yes', true);
  for col in
    select a.attname as name, format_type(a.atttypid, null) as type from pg_attribute a
     where a.attrelid = to_regclass(format('public.%I', wanted)) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]')
       and exists (select from pg_attribute w where w.attrelid = a.attrelid and w.attname = 'workspace_id')
  loop
    execute format('update %1$I set %2$I = regexp_replace(%2$I::text, $1, $2, ''gi'')::%3$s where workspace_id = $3 and %2$I::text ~* $1',
      wanted, col.name, col.type) using pattern, pseudonym, ws;
    get diagnostics changed = row_count;
    total := total + changed;
  end loop;
  perform set_config('daybook.erasing', '', true);
  return total;
end $function$
;
