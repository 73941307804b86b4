CREATE OR REPLACE FUNCTION public.find_words(pattern text)
 RETURNS TABLE(in_table text, fields bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  ws uuid := require_workspace();
  col record;
  found_rows bigint;
begin
  for col in
    select c.relname as tab, string_agg(format('%I::text', a.attname), ', ') as cols
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'tombstone_key'
       and format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]')
       and exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id')
     group by c.relname order by c.relname
  loop
    execute format('select count(*) from %I where workspace_id = $1 and concat_ws(e''\n'', %s) ~* $2', col.tab, col.cols)
      into found_rows using ws, pattern;
    if found_rows > 0 then
      in_table := col.tab; fields := found_rows;
      return next;
    end if;
  end loop;
end $function$
;
