CREATE OR REPLACE FUNCTION public.keep_facets_of_new()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  insert into record_facet (workspace_id, kind, facet, value, record_id)
  select i.workspace_id, facet_kind(tg_table_name), 'tag', tag, i.id from is_now i, unnest(i.tags) tag where i.tags <> '{}'
  union select i.workspace_id, facet_kind(tg_table_name), e.key, facet_value(e.value), i.id from is_now i, jsonb_each(i.custom) e
    where i.custom <> '{}' and e.value <> 'null';
  return null;
end $function$
;
