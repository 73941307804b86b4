CREATE OR REPLACE FUNCTION public.seal_lock_key(workspace uuid)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(('daybook.seal:'::text || workspace), (0)::bigint)
;
