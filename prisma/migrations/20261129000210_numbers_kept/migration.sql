-- Law 4 against whoever writes SQL as the service: a number is given by the functions that number and by nothing else, and what has one
-- keeps it, with all that it says. The conditions stand in the triggers, where they cost next to nothing: issuing never gets into a function.
set local row_security = on;

-- What they make findable they put there as their owner.
set local role daybook_migrator;
grant execute on function search.put_all(jsonb) to daybook_owner;
set local role daybook_owner;

-- Not the service's own any more: a number that was taken and not used would be a gap for ever.
alter function number_drafts(date, jsonb) security definer set row_security = on;
alter function number_credit_note(date, jsonb) security definer set row_security = on;
revoke execute on function next_document_numbers(text, date, integer), next_document_number(text, date) from daybook_app;

create function refuse_number() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'DB009', message = 'The number of an invoice is given when it is issued, and by nothing else.',
    detail = jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op));
end $$;

-- The functions that number run as their owner.
create trigger a_number_inserted before insert on invoice for each row
  when (new.number is not null and not new.imported and current_user = 'daybook_app') execute function refuse_number();
create trigger a_number_given before update of number on invoice for each row
  when (old.number is null and new.number is not null and current_user = 'daybook_app') execute function refuse_number();

create trigger a_numbered_kept before update of
  workspace_id, id, kind, number, ref, issue_date, company_id, currency, net_minor, tax_minor, total_minor, fx_rate, imported, entry_id
  on invoice for each row
  when (old.number is not null and (
    (old.workspace_id, old.id, old.kind, old.number, old.ref, old.issue_date, old.company_id, old.currency, old.net_minor, old.tax_minor,
      old.total_minor, old.imported)
      is distinct from
    (new.workspace_id, new.id, new.kind, new.number, new.ref, new.issue_date, new.company_id, new.currency, new.net_minor, new.tax_minor,
      new.total_minor, new.imported)
    -- What is brought in gets its entry after its number.
    or (old.entry_id is not null and (old.entry_id, old.fx_rate) is distinct from (new.entry_id, new.fx_rate))))
  execute function refuse_change();
create trigger a_numbered_stays before delete on invoice for each row when (old.number is not null) execute function refuse_change();
create trigger a_refuse_truncate before truncate on invoice for each statement execute function refuse_change();

-- A number stands for an entry. Of what was brought in, the earlier system has it.
alter table invoice no force row level security;
alter table invoice add constraint invoice_numbered_is_posted check (number is null or imported or entry_id is not null);
alter table invoice force row level security;

-- Lines of what has a number; those of a document that is brought in come after it.
create function refuse_numbered_lines() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from changed c join invoice i on i.workspace_id = c.workspace_id and i.id = c.invoice_id
      where i.number is not null and not (tg_op = 'INSERT' and i.imported)) then
    raise exception using errcode = 'DB009', message = 'What an invoice says is never changed once it has a number; it is corrected by a credit note.',
      detail = jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op));
  end if;
  return null;
end $$;
create trigger a_numbered_lines_added after insert on invoice_line referencing new table as changed
  for each statement execute function refuse_numbered_lines();
create trigger a_numbered_lines_changed after update on invoice_line referencing old table as changed
  for each statement execute function refuse_numbered_lines();
create trigger a_numbered_lines_removed after delete on invoice_line referencing old table as changed
  for each statement execute function refuse_numbered_lines();
create trigger a_refuse_truncate before truncate on invoice_line for each statement execute function refuse_change();
