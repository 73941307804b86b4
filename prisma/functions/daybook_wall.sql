CREATE OR REPLACE FUNCTION public.daybook_wall(wanted regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  key_column text := case when wanted = 'workspace'::regclass then 'id' else 'workspace_id' end;
begin
  execute format('alter table %s enable row level security', wanted);
  execute format('alter table %s force row level security', wanted);
  execute format('create policy wall on %s using (%I = current_workspace()) with check (%I = current_workspace())',
    wanted, key_column, key_column);
  execute format('revoke all on %s from public', wanted);
  execute format('grant select on %s to daybook_app, daybook_reader', wanted);
end $function$
;
