-- Mail makes links by the hundred in one statement. Their audit rows are written by one statement as well: the same rows as
-- `write_audit` makes one by one, which cost more than the links.

create function write_audit_of_inserts() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
begin
  insert into audit_log (workspace_id, id, at, actor_id, via, reference, entity, entity_id, action, before, after)
  select n.workspace_id, new_id(), app_now(), current_actor(), current_via(), current_reference(), tg_table_name, n.id,
    'insert', null, to_jsonb(n) - 'workspace_id' - 'created_at' - 'updated_at'
  from made n;
  return null;
end $$;
revoke execute on function write_audit_of_inserts() from public;

drop trigger b_audit on thread_link;
create trigger b_audit after update or delete on thread_link for each row execute function write_audit();
create trigger b_audit_inserts after insert on thread_link referencing new table as made
  for each statement execute function write_audit_of_inserts();
