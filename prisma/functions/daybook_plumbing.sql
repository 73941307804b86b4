CREATE OR REPLACE FUNCTION public.daybook_plumbing(wanted regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform daybook_wall(wanted);
  perform daybook_versioned(wanted);
  execute format('grant insert, update, delete on %s to daybook_app', wanted);
  execute format('comment on table %s is %L', wanted, 'plumbing');
end $function$
;
