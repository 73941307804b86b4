CREATE OR REPLACE FUNCTION public.first_tax_day(ws uuid)
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$
  select least(
    (select min(p.starts_on) from period p where p.workspace_id = ws),
    (select min(b.tax_point) from bill b where b.workspace_id = ws and b.tax_point is not null and b.entry_id is not null),
    (select min(i.tax_point) from invoice i where i.workspace_id = ws and i.tax_point is not null and i.entry_id is not null))
$function$
;
