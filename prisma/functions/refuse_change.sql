CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'daybook_owner' and tg_op = 'UPDATE' and current_setting('daybook.erasing', true) = 'yes' then
    return new;
  end if;
  raise exception using errcode = 'DB009',
    message = format('What is recorded in %s is never changed or removed; it is corrected by a further record.', tg_table_name),
    detail = jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op));
end $function$
;
