CREATE OR REPLACE FUNCTION public.company_now(simulated boolean)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(CASE WHEN simulated THEN (NULLIF(current_setting('daybook.now'::text, true), ''::text))::timestamp with time zone ELSE NULL::timestamp with time zone END, now())
;
