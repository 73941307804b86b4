CREATE OR REPLACE FUNCTION public.daybook_versioned(wanted regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from pg_attribute where attrelid = wanted and attname = 'version' and not attisdropped) then
    execute format('create trigger a_version before update on %s for each row execute function bump_version()', wanted);
  end if;
end $function$
;
