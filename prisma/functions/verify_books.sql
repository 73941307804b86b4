CREATE OR REPLACE FUNCTION public.verify_books()
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  ws uuid := current_workspace();
begin
  if ws is null then raise exception using errcode = 'DB007', message = 'No workspace is set for this transaction.'; end if;
  return query select * from verify_entries(ws);
  return query select * from verify_balances(ws);
  return query select * from verify_control_accounts(ws);
  return query select * from verify_advances(ws);
  return query select * from verify_numbers(ws);
  return query select * from verify_chain(ws);
end $function$
;
