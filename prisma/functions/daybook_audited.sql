CREATE OR REPLACE FUNCTION public.daybook_audited(wanted regclass, secrets text[] DEFAULT '{}'::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform daybook_wall(wanted);
  perform daybook_versioned(wanted);
  execute format('create trigger b_audit after insert or update or delete on %s for each row execute function write_audit(%s)',
    wanted, (select coalesce(string_agg(quote_literal(s), ', '), '') from unnest(secrets) s));
  execute format('grant insert, update, delete on %s to daybook_app', wanted);
  execute format('comment on table %s is %L', wanted, 'audited');
end $function$
;
