CREATE OR REPLACE FUNCTION public.area_of(source text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (source = ANY (ARRAY['invoice'::text, 'credit-note'::text, 'sales-deferral'::text, 'sales-write-off'::text, 'sales-exchange'::text])) THEN 'sales'::text WHEN (source = ANY (ARRAY['bill'::text, 'expense'::text, 'purchase-deferral'::text, 'purchase-write-off'::text, 'purchase-exchange'::text])) THEN 'purchases'::text WHEN (source = ANY (ARRAY['payment'::text, 'exchange'::text, 'bank'::text, 'advance-tax'::text])) THEN 'banking'::text ELSE 'manual'::text END
;
