CREATE OR REPLACE FUNCTION public.won_rate_of(ws uuid, of_currency text, won_on date)
 RETURNS numeric
 LANGUAGE sql
 STABLE
RETURN (SELECT f.rate FROM fx_rate f WHERE ((f.workspace_id = won_rate_of.ws) AND (f.currency = won_rate_of.of_currency) AND (f.date <= won_rate_of.won_on) AND (f.kind <> 'average'::text)) ORDER BY f.date DESC, f.kind LIMIT 1)
;
