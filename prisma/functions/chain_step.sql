CREATE OR REPLACE FUNCTION public.chain_step(so_far text, entry_text text, seed text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
  return encode(sha256(convert_to(coalesce(so_far, seed) || entry_text, 'UTF8')), 'hex');
end $function$
;
