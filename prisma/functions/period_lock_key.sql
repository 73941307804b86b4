CREATE OR REPLACE FUNCTION public.period_lock_key(period uuid)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(('daybook.period:'::text || period), (0)::bigint)
;
