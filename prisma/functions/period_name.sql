CREATE OR REPLACE FUNCTION public.period_name(year integer, number integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((year || '-'::text) || lpad((number)::text, 2, '0'::text))
;
