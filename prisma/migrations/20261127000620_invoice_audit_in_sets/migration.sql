-- Invoices are issued many in one statement (docs/adr/0023), and the audit rows of that statement cost as much as all of its other work.
-- They are written by one statement as well: the same rows as `write_audit` makes one by one.
set local row_security = on;

create function write_audit_of_updates() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on set plan_cache_mode = force_generic_plan as $$
begin
  insert into audit_log (workspace_id, id, at, actor_id, via, reference, entity, entity_id, action, before, after)
  select c.workspace_id, new_id(), (select app_now()), current_actor(), current_via(), current_reference(), tg_table_name, c.id, 'update',
    d.before, d.after
  from (
    select n.workspace_id, n.id, to_jsonb(o) - '{workspace_id,created_at,updated_at}'::text[] as was, to_jsonb(n) as now_is
    from is_now n join was o on o.workspace_id = n.workspace_id and o.id = n.id
    offset 0
  ) c
  cross join lateral (
    select jsonb_object_agg(e.key, e.value) before, jsonb_object_agg(e.key, c.now_is -> e.key) after
    from jsonb_each(c.was) e where e.value is distinct from c.now_is -> e.key
  ) d
  where d.before is not null;
  return null;
end $$;
revoke execute on function write_audit_of_updates() from public;

drop trigger b_audit on invoice;
create trigger b_audit after insert or delete on invoice for each row execute function write_audit();
create trigger b_audit_updates after update on invoice referencing old table as was new table as is_now
  for each statement execute function write_audit_of_updates();

-- As before; the time is asked for once, where each row's defaults asked for it again.
create or replace function issue_drafts_alone(settings text[], entries jsonb, errands boolean, issue_date date, issues jsonb) returns text[]
language plpgsql set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  said text;
  posted record;
  at timestamptz;
begin
  said := set_config('daybook.workspace', settings[1], true);
  said := set_config('daybook.actor', settings[2], true);
  said := set_config('daybook.via', settings[3], true);
  said := set_config('daybook.reference', settings[4], true);
  said := set_config('daybook.now', settings[5], true);
  posted := store_entries(entries);
  if errands then
    at := app_now();
    insert into outbox (workspace_id, id, kind, data, due_at, created_at, updated_at)
    select current_workspace(), new_id(), 'invoice.issued', jsonb_build_object('invoiceId', i.issue -> 'id'), at, at, at
    from jsonb_array_elements(issues) i(issue);
  end if;
  return number_drafts(issue_date, issues);
end $$;
