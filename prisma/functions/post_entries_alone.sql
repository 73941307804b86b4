CREATE OR REPLACE FUNCTION public.post_entries_alone(workspace uuid, now text, entries jsonb, OUT entry_ids uuid[], OUT replayed boolean[])
 RETURNS record
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  posted record;
begin
  -- Assignments, which start no plan as PERFORM would.
  workspace := set_config('daybook.workspace', workspace::text, true);
  now := set_config('daybook.now', now, true);
  posted := store_entries(entries);
  entry_ids := posted.entry_ids;
  replayed := posted.replayed;
end $function$
;
