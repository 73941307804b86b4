CREATE OR REPLACE FUNCTION public.facet_value(given jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select left(lower(case when jsonb_typeof(given) = 'object' then (given ->> 'minor') || ' ' || (given ->> 'currency') else given #>> '{}' end), 200)
$function$
;
