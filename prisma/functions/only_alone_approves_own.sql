CREATE OR REPLACE FUNCTION public.only_alone_approves_own()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if new.self_approved and (select count(*) from staff s where s.workspace_id = new.workspace_id and s.active) > 1 then
    raise exception using errcode = 'DB010', message = format('%s needs another person''s approval.', new.ref);
  end if;
  return null;
end $function$
;
