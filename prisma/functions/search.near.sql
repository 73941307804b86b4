CREATE OR REPLACE FUNCTION search.near(kind text, query text, lim integer DEFAULT 5, owners uuid[] DEFAULT NULL::uuid[])
 RETURNS TABLE(record_id uuid, ref text, title text, similarity real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "pg_trgm.word_similarity_threshold" TO '0.85'
AS $function$
declare
  threshold text;
begin
  foreach threshold in array array['0.85', '0.5', '0.3'] loop
    perform set_config('pg_trgm.word_similarity_threshold', threshold, true);
    return query select * from search.alike(near.kind, near.query, least(near.lim, 200), near.owners);
    exit when found;
  end loop;
end $function$
;
