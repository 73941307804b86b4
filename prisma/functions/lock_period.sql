CREATE OR REPLACE FUNCTION public.lock_period(period_id uuid, areas text[])
 RETURNS text[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  ws uuid := require_workspace();
  target period;
begin
  target := find_period(ws, period_id);
  perform pg_advisory_xact_lock(period_lock_key(target.id));
  target := find_period(ws, period_id);
  update period set locked_areas = array(select distinct a from unnest(areas) a order by 1) where workspace_id = ws and id = target.id;
  return target.locked_areas;
end $function$
;
