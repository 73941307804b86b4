CREATE OR REPLACE FUNCTION public.post_entries(entries jsonb)
 RETURNS TABLE(entry_id uuid, replayed boolean)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  posted record := store_entries(entries);
begin
  return query select * from unnest(posted.entry_ids, posted.replayed);
end $function$
;
