-- An `exists` beside an `or`, or inside an aggregate, may be planned as a hash of all that the company has: every commit then read all of
-- its postings, accounts, companies and invoices, and the plan was kept while they grew. A value of one row can only be looked up by its
-- key. What is checked is as it was.
create or replace function check_new_entries() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  bad uuid;
begin
  select n.id into bad from new_rows n
  where (select true from posting p where p.workspace_id = n.workspace_id and p.entry_id = n.id and p.line = 2) is not true
    or (select true from period d where d.workspace_id = n.workspace_id and d.id = n.period_id and n.date between d.starts_on and d.ends_on) is not true
  limit 1;
  if found then
    perform refuse('DB001', 'An entry needs a period for its date, and at least two postings that sum to zero.', jsonb_build_object('entry_id', bad));
  end if;
  return null;
end $$;

create or replace function check_new_postings() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  ws uuid := current_workspace();
  -- Shared before the look at what is named, so that nothing of it can go away in between (`keep_posted`).
  held text := pg_advisory_xact_lock_shared(parent_lock_key(ws))::text;
  seen record;
  bad record;
begin
  select bool_and(g.sound) sound, bool_and(g.billed) billed, sum(g.payments) payments, sum(g.others) others into seen
  from (
    select count(*) >= 2 and sum(n.base_minor) = 0 and min(n.line) = 1 and max(n.line) = count(*)
      and (min(n.currency) <> max(n.currency) or sum(n.amount_minor) = 0)
      and coalesce(bool_and(n.workspace_id = ws
        and coalesce((select true from account a where a.workspace_id = n.workspace_id and a.id = n.account_id), false)
        and coalesce((select e.date = n.date and e.period_id = n.period_id from journal_entry e
          where e.workspace_id = n.workspace_id and e.id = n.entry_id), false)), false) sound,
      bool_and((n.company_id is null or coalesce((select true from company p where p.workspace_id = n.workspace_id and p.id = n.company_id), false))
        and (n.invoice_id is null or coalesce((select true from invoice p where p.workspace_id = n.workspace_id and p.id = n.invoice_id), false))) billed,
      count(n.payment_id) payments, count(n.deal_id) + count(n.bill_id) + count(n.tax_code_id) others
    from new_rows n group by n.entry_id
  ) g;
  if seen.sound is null then return null; end if;
  if not seen.sound then
    select n.entry_id, sum(n.base_minor) sum_minor into bad from new_rows n group by n.workspace_id, n.entry_id
    having count(*) < 2 or sum(n.base_minor) <> 0 or min(n.line) <> 1 or max(n.line) <> count(*)
      or (min(n.currency) = max(n.currency) and sum(n.amount_minor) <> 0)
    limit 1;
    if found then
      perform refuse('DB001', 'The postings of an entry must be recorded together and balance.',
        jsonb_build_object('entry_id', bad.entry_id, 'sum_minor', bad.sum_minor));
    elsif exists (select from new_rows n where n.workspace_id is distinct from ws) then
      perform refuse('DB001', 'Postings are recorded for the workspace that is set, and for no other.', '{}');
    end if;
    perform refuse_parent(case when exists (select from new_rows n where not exists (
      select from account a where a.workspace_id = n.workspace_id and a.id = n.account_id)) then 'account' else 'entry' end);
  end if;

  if not seen.billed then
    perform refuse_parent(case when exists (select from new_rows n where n.company_id is not null and not exists (
      select from company p where p.workspace_id = n.workspace_id and p.id = n.company_id)) then 'company' else 'invoice' end);
  end if;
  if seen.payments > 0 then
    if exists (select from new_rows n where n.payment_id is not null and not exists (
      select from payment p where p.workspace_id = n.workspace_id and p.id = n.payment_id)) then perform refuse_parent('payment'); end if;
  end if;
  if seen.others > 0 then
    if exists (select from new_rows n where n.deal_id is not null and not exists (
      select from deal p where p.workspace_id = n.workspace_id and p.id = n.deal_id)) then perform refuse_parent('deal'); end if;
    if exists (select from new_rows n where n.bill_id is not null and not exists (
      select from bill p where p.workspace_id = n.workspace_id and p.id = n.bill_id)) then perform refuse_parent('bill'); end if;
    if exists (select from new_rows n where n.tax_code_id is not null and not exists (
      select from tax_code p where p.workspace_id = n.workspace_id and p.id = n.tax_code_id)) then perform refuse_parent('tax_code'); end if;
  end if;
  return null;
end $$;
