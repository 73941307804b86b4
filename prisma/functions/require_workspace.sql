CREATE OR REPLACE FUNCTION public.require_workspace()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    perform refuse('DB007', 'The books are written in READ COMMITTED transactions only.',
      jsonb_build_object('isolation', current_setting('transaction_isolation')));
  end if;
  if current_workspace() is null then
    perform refuse('DB007', 'No workspace is set for this transaction.', '{}');
  end if;
  return current_workspace();
end $function$
;
