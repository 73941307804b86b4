-- Of the keys that a link or an invoice may have, most are null. An index of all rows holds them all the same: it was written with
-- each of them, and without statistics a plan took the newest of them for its first column alone, and read the whole company.
drop index "thread_link_workspace_id_contact_id_idx", "thread_link_workspace_id_company_id_idx", "thread_link_workspace_id_deal_id_idx",
  "thread_link_workspace_id_invoice_id_idx", "thread_link_workspace_id_case_id_idx", "invoice_workspace_id_recurring_id_recurring_on_key";
create index thread_link_of_contact on thread_link (workspace_id, contact_id) where contact_id is not null;
create index thread_link_of_company on thread_link (workspace_id, company_id) where company_id is not null;
create index thread_link_of_deal on thread_link (workspace_id, deal_id) where deal_id is not null;
create index thread_link_of_invoice on thread_link (workspace_id, invoice_id) where invoice_id is not null;
create index thread_link_of_case on thread_link (workspace_id, case_id) where case_id is not null;
create unique index invoice_of_series on invoice (workspace_id, recurring_id, recurring_on) where recurring_id is not null;

-- As before; whether a number is taken is looked up number by number, for as `not exists` it was planned as a hash of all invoices.
create or replace function next_document_numbers(kind text, date date, how_many integer) returns text[]
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  taken record;
  numbers text[] := '{}';
  lacking integer := how_many;
  start text := case kind when 'invoice' then 'INV' when 'credit_note' then 'CN' end;
begin
  if start is null or date is null or coalesce(how_many, 0) < 1 then
    perform refuse('DB011', format('There is no number series for %s.', coalesce(kind, 'nothing')), jsonb_build_object('kind', kind));
  end if;
  loop
    insert into number_series as s (workspace_id, id, kind, year, prefix, next_number)
    values (ws, new_id(), next_document_numbers.kind, extract(year from next_document_numbers.date)::int, start, 1 + lacking)
    on conflict (workspace_id, kind, year) do update set next_number = s.next_number + lacking
    returning s.prefix, s.year, s.next_number - lacking as number into taken;
    numbers := numbers || array(
      select t.number from (select document_number(taken.prefix, taken.year, taken.number + n) as number, n from generate_series(0, lacking - 1) n) t
      where (select i.imported from invoice i where i.workspace_id = ws and i.number = t.number) is not true
      order by t.n);
    lacking := how_many - cardinality(numbers);
    exit when lacking = 0;
  end loop;
  return numbers;
end $$;

-- As before; each row is made JSON once, where it was three times.
create or replace function write_audit() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on set plan_cache_mode = force_generic_plan as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  workspace uuid := coalesce(is_now, was) ->> case when tg_table_name = 'workspace' then 'id' else 'workspace_id' end;
  record_id uuid := coalesce(new.id, old.id);
begin
  was := was - '{workspace_id,created_at,updated_at}'::text[];
  is_now := is_now - '{workspace_id,created_at,updated_at}'::text[];
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, is_now -> o.key) into was, is_now
    from jsonb_each(was) o where o.value is distinct from is_now -> o.key;
    if was is null then return null; end if;
  end if;
  if tg_nargs > 0 then
    was := veil(was, tg_argv);
    is_now := veil(is_now, tg_argv);
  end if;
  insert into audit_log (workspace_id, id, at, actor_id, via, reference, entity, entity_id, action, before, after)
  values (workspace, new_id(), app_now(), current_actor(), current_via(), current_reference(), tg_table_name, record_id,
    lower(tg_op), was, is_now);
  return null;
end $$;
