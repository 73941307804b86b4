CREATE OR REPLACE FUNCTION public.parent_lock_key(workspace uuid)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(('daybook.posted-parents:'::text || workspace), (0)::bigint)
;
