CREATE OR REPLACE FUNCTION public.facet_kind(of_table text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select case of_table when 'support_case' then 'case' else of_table end
$function$
;
