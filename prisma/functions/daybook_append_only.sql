CREATE OR REPLACE FUNCTION public.daybook_append_only(wanted regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform daybook_wall(wanted);
  execute format('create trigger a_refuse_change before update or delete on %s for each row execute function refuse_change()', wanted);
  execute format('create trigger a_refuse_truncate before truncate on %s for each statement execute function refuse_change()', wanted);
  execute format('grant insert on %s to daybook_app', wanted);
  execute format('comment on table %s is %L', wanted, 'append-only');
end $function$
;
