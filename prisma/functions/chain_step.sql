CREATE OR REPLACE FUNCTION public.chain_step(so_far text, entry_text text, seed text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN encode(sha256(convert_to((COALESCE(so_far, seed) || entry_text), 'UTF8'::name)), 'hex'::text)
;
