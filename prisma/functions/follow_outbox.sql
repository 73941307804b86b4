CREATE OR REPLACE FUNCTION public.follow_outbox()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and new.done_at is not null) then
    delete from routing.outbox_ref where outbox_id = old.id;
  elsif new.done_at is null then
    insert into routing.outbox_ref (outbox_id, workspace_id, due_at) values (new.id, new.workspace_id, new.due_at)
    on conflict (outbox_id) do update set due_at = excluded.due_at, offered_at = null;
  end if;
  return null;
end $function$
;
