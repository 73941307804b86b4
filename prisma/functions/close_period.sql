CREATE OR REPLACE FUNCTION public.close_period(period_id uuid)
 RETURNS boolean
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
  if target.state = 'closed' then return false; end if;
  update period set state = 'closed', closed_at = app_now(), closed_by_id = current_actor(), reopening_id = null
  where workspace_id = ws and id = target.id;
  update period_reopening set ended_at = app_now() where workspace_id = ws and id = target.reopening_id;
  return true;
end $function$
;
