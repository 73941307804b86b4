CREATE OR REPLACE FUNCTION public.find_period(ws uuid, wanted uuid)
 RETURNS period
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  found_period period;
begin
  select * into found_period from period where workspace_id = ws and id = wanted;
  if found_period.id is null then
    perform refuse('DB006', 'There is no such period.', jsonb_build_object('period_id', wanted));
  end if;
  return found_period;
end $function$
;
