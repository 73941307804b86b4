CREATE OR REPLACE FUNCTION public.refuse_numbered_lines()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if exists (select from changed c join invoice i on i.workspace_id = c.workspace_id and i.id = c.invoice_id
      where i.number is not null and not (tg_op = 'INSERT' and i.imported)) then
    raise exception using errcode = 'DB009', message = 'What an invoice says is never changed once it has a number; it is corrected by a credit note.',
      detail = jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op));
  end if;
  return null;
end $function$
;
