CREATE OR REPLACE FUNCTION public.check_key_of_update()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  wanted uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
  there boolean;
begin
  execute format('select exists (select from %I p where p.workspace_id = $1 and p.id = $2)', tg_argv[1])
    into there using new.workspace_id, wanted;
  if wanted is not null and not there then
    raise exception using errcode = 'foreign_key_violation',
      constraint = format('%s_workspace_id_%s_fkey', tg_table_name, tg_argv[0]), table = tg_table_name,
      message = format('There is no %s %s in this workspace.', tg_argv[1], wanted);
  end if;
  return null;
end $function$
;
