CREATE OR REPLACE FUNCTION public.next_ref(kind text, how_many integer DEFAULT 1)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  taken bigint;
begin
  if how_many < 1 or coalesce(kind, '') = '' then
    perform refuse('DB011', 'A reference needs a kind and a count above zero.', jsonb_build_object('kind', kind, 'count', how_many));
  end if;
  insert into counter as c (workspace_id, id, kind, next_number) values (ws, new_id(), next_ref.kind, 1 + how_many)
  on conflict (workspace_id, kind) do update set next_number = c.next_number + how_many
  returning c.next_number - how_many into taken;
  return taken;
end $function$
;
