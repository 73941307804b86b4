CREATE OR REPLACE FUNCTION public.check_keys_of_inserts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  missing uuid;
begin
  for n in 0 .. tg_nargs / 2 - 1 loop
    execute format('select m.%1$I from (select distinct workspace_id, %1$I from made where %1$I is not null) m
      where (select p.id from %2$I p where p.workspace_id = m.workspace_id and p.id = m.%1$I limit 1) is null limit 1', tg_argv[2 * n], tg_argv[2 * n + 1])
      into missing;
    if missing is not null then
      raise exception using errcode = 'foreign_key_violation',
        constraint = format('%s_workspace_id_%s_fkey', tg_table_name, tg_argv[2 * n]), table = tg_table_name,
        message = format('There is no %s %s in this workspace.', tg_argv[2 * n + 1], missing);
    end if;
  end loop;
  return null;
end $function$
;
