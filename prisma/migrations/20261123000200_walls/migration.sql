-- The wall between workspaces, versions and audit, and the one list that says for every table what it is.
-- A later migration that adds a table ends with `select daybook_audited('its_name')` (or one of the two others).

-- ---- The wall

-- Row-level security on a table, forced on its owner too, and nothing granted to anybody but reading.
create function daybook_wall(wanted regclass) returns void language plpgsql as $$
declare
  key_column text := case when wanted = 'workspace'::regclass then 'id' else 'workspace_id' end;
begin
  execute format('alter table %s enable row level security', wanted);
  execute format('alter table %s force row level security', wanted);
  execute format('create policy wall on %s using (%I = current_workspace()) with check (%I = current_workspace())',
    wanted, key_column, key_column);
  execute format('revoke all on %s from public', wanted);
  execute format('grant select on %s to daybook_app, daybook_reader', wanted);
end $$;

-- ---- Versions

-- An update that changes something counts `version` up; one that changes nothing leaves the row as it was.
create function bump_version() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.version := old.version;
  new.created_at := old.created_at;
  new.updated_at := old.updated_at;
  if new is distinct from old then
    new.version := old.version + 1;
    new.updated_at := app_now();
  end if;
  return new;
end $$;

-- ---- Audit

-- One row for every change of a business record. It writes as the owner, whose rows the wall guards as well, so nobody
-- changes a record without saying which workspace it is (`daybook.workspace`), the migrator and superusers included.
-- Columns in `tg_argv` are secret: that they changed is recorded, their content is not.
create function write_audit() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - 'workspace_id' - 'created_at' - 'updated_at' end;
  is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - 'workspace_id' - 'created_at' - 'updated_at' end;
  workspace uuid := case when tg_table_name = 'workspace' then coalesce(new.id, old.id)
    else coalesce((to_jsonb(new) ->> 'workspace_id')::uuid, (to_jsonb(old) ->> 'workspace_id')::uuid) end;
  record_id uuid := coalesce(new.id, old.id);
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, is_now -> o.key) into was, is_now
    from jsonb_each(was) o where o.value is distinct from is_now -> o.key;
    if was is null then return null; end if;
  end if;
  insert into audit_log (workspace_id, id, at, actor_id, via, reference, entity, entity_id, action, before, after)
  values (workspace, new_id(), app_now(), current_actor(), current_via(), current_reference(), tg_table_name, record_id,
    lower(tg_op), veil(was, tg_argv), veil(is_now, tg_argv));
  return null;
end $$;

create function veil(content jsonb, secrets text[]) returns jsonb
language sql immutable parallel safe as $$
  select case when content is null then null
    else (content - coalesce(secrets, '{}')) || coalesce((select jsonb_object_agg(s, '[secret]'::text)
      from unnest(secrets) s where content ? s), '{}') end
$$;

-- ---- What is written once

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'DB009',
    message = format('What is recorded in %s is never changed or removed; it is corrected by a further record.', tg_table_name),
    detail = jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op));
end $$;

-- ---- The three kinds of table; the kind is kept as the table's comment

create function daybook_versioned(wanted regclass) returns void language plpgsql as $$
begin
  if exists (select from pg_attribute where attrelid = wanted and attname = 'version' and not attisdropped) then
    execute format('create trigger a_version before update on %s for each row execute function bump_version()', wanted);
  end if;
end $$;

-- A business record: the service changes it, and every change is written down.
create function daybook_audited(wanted regclass, secrets text[] default '{}') returns void language plpgsql as $$
begin
  perform daybook_wall(wanted);
  perform daybook_versioned(wanted);
  execute format('create trigger b_audit after insert or update or delete on %s for each row execute function write_audit(%s)',
    wanted, (select coalesce(string_agg(quote_literal(s), ', '), '') from unnest(secrets) s));
  execute format('grant insert, update, delete on %s to daybook_app', wanted);
  execute format('comment on table %s is %L', wanted, 'audited');
end $$;

-- Written once, with its own who and through what (or its parent's): no update, no delete, whoever tries.
create function daybook_append_only(wanted regclass) returns void language plpgsql as $$
begin
  perform daybook_wall(wanted);
  execute format('create trigger a_refuse_change before update or delete on %s for each row execute function refuse_change()', wanted);
  execute format('create trigger a_refuse_truncate before truncate on %s for each statement execute function refuse_change()', wanted);
  execute format('grant insert on %s to daybook_app', wanted);
  execute format('comment on table %s is %L', wanted, 'append-only');
end $$;

-- The service's own notes: where it stands, what it still has to do, what can be computed again.
create function daybook_plumbing(wanted regclass) returns void language plpgsql as $$
begin
  perform daybook_wall(wanted);
  perform daybook_versioned(wanted);
  execute format('grant insert, update, delete on %s to daybook_app', wanted);
  execute format('comment on table %s is %L', wanted, 'plumbing');
end $$;

-- ---- The list

select daybook_audited(t::regclass) from unnest(array[
  'workspace', 'role', 'staff', 'staff_role',
  'company', 'company_domain', 'contact', 'contact_address', 'pipeline', 'stage', 'deal', 'activity',
  'mailbox', 'thread_link',
  'account', 'period', 'tax_code', 'invoice', 'invoice_line', 'payment', 'allocation',
  'close_template', 'close_template_task', 'close', 'close_task', 'close_task_dependency',
  'approval', 'slack_installation'
]) t;
select daybook_audited('secret', array['ciphertext']);

select daybook_append_only(t::regclass) from unnest(array[
  'journal_entry', 'posting', 'seal', 'sealed_entry', 'balance_delta',
  'stage_change', 'message_ref', 'participant', 'attachment',
  'task_event', 'check_result', 'audit_log', 'tombstone', 'report_run'
]) t;

select daybook_plumbing(t::regclass) from unnest(array[
  'folder_cursor', 'thread', 'thread_node', 'message_location', 'skipped_message',
  'unsealed', 'balance', 'number_series', 'counter',
  'outbox', 'delivery', 'inbound_event', 'pending_action', 'chat_card'
]) t;

-- A message is append-only but for two columns: threads may merge, and a second copy may differ. No trigger, so that
-- the grants alone say it.
select daybook_wall('message');
grant insert, update (thread_id, other_content_hashes) on message to daybook_app;
comment on table message is 'append-only';

-- ---- What the service may not write itself: only the functions of the ledger do

revoke insert, update, delete on
  journal_entry, posting, unsealed, seal, sealed_entry, balance, balance_delta, number_series, counter, period, audit_log
  from daybook_app;
-- A company is never removed by the service.
revoke delete on workspace from daybook_app;
-- Reports have no use for secrets.
revoke select on secret from daybook_reader;
