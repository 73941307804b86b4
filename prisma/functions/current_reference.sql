CREATE OR REPLACE FUNCTION public.current_reference()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN NULLIF(current_setting('daybook.reference'::text, true), ''::text)
;
