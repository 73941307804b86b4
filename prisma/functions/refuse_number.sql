CREATE OR REPLACE FUNCTION public.refuse_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = 'DB009', message = 'The number of an invoice is given when it is issued, and by nothing else.',
    detail = jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op));
end $function$
;
