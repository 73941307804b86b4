CREATE OR REPLACE FUNCTION public.document_number(prefix text, year integer, number integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((((prefix || '-'::text) || year) || '-'::text) || lpad((number)::text, GREATEST(4, length((number)::text)), '0'::text))
;
