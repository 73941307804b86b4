CREATE OR REPLACE FUNCTION public.area_of(source text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (source = ANY (ARRAY['invoice'::text, 'credit_note'::text, 'credit-note'::text, 'recurring-invoice'::text, 'write-off'::text, 'dunning'::text])) THEN 'sales'::text WHEN (source = ANY (ARRAY['bill'::text, 'bill-credit'::text, 'expense'::text])) THEN 'purchases'::text WHEN (source = ANY (ARRAY['payment'::text, 'exchange'::text, 'bank'::text, 'refund'::text, 'transfer'::text, 'payment-run'::text])) THEN 'banking'::text ELSE 'manual'::text END
;
