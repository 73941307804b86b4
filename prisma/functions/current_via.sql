CREATE OR REPLACE FUNCTION public.current_via()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(NULLIF(current_setting('daybook.via'::text, true), ''::text), ('sql:'::text || (SESSION_USER)::text))
;
