CREATE OR REPLACE FUNCTION public.keep_facets_of_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  touched uuid[] := array(select i.id from is_now i join was w on w.workspace_id = i.workspace_id and w.id = i.id
                           where i.tags is distinct from w.tags or i.custom is distinct from w.custom);
begin
  if touched = '{}' then return null; end if;
  delete from record_facet f using unnest(touched) t(id) where f.workspace_id = current_workspace() and f.record_id = t.id;
  insert into record_facet (workspace_id, kind, facet, value, record_id)
  select i.workspace_id, facet_kind(tg_table_name), 'tag', tag, i.id from unnest(touched) t(id) join is_now i on i.id = t.id, unnest(i.tags) tag
  union select i.workspace_id, facet_kind(tg_table_name), e.key, facet_value(e.value), i.id from unnest(touched) t(id) join is_now i on i.id = t.id, jsonb_each(i.custom) e
    where e.value <> 'null';
  return null;
end $function$
;
