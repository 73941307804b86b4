CREATE OR REPLACE FUNCTION public.next_document_number(kind text, date date)
 RETURNS text
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select (next_document_numbers(kind, date, 1))[1]
$function$
;
