CREATE OR REPLACE FUNCTION public.refuse(code text, message text, detail jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = code, message = message, detail = jsonb_strip_nulls(detail)::text;
end $function$
;
