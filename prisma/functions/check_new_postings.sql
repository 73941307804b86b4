CREATE OR REPLACE FUNCTION public.check_new_postings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  ws uuid := current_workspace();
  -- Shared before the look at what is named, so that nothing of it can go away in between (`keep_posted`).
  held text := pg_advisory_xact_lock_shared(parent_lock_key(ws))::text;
  seen record;
  bad record;
begin
  select g.sound, s.payments, s.others,
    (select count(*) from account a where a.workspace_id = ws and a.id = any (s.accounts)) = cardinality(s.accounts) charted,
    s.companies is null or (select count(*) from company p where p.workspace_id = ws and p.id = any (s.companies)) = cardinality(s.companies) known,
    s.invoices is null or (select count(*) from invoice p where p.workspace_id = ws and p.id = any (s.invoices)) = cardinality(s.invoices) billed
  into seen
  from (
    select bool_and(e.sound) sound from (
      select count(*) >= 2 and sum(n.base_minor) = 0 and min(n.line) = 1 and max(n.line) = count(*)
        and (min(n.currency) <> max(n.currency) or sum(n.amount_minor) = 0) and coalesce(bool_and(n.workspace_id = ws), false)
        and coalesce((select j.date = n.date and j.period_id = n.period_id from journal_entry j
          where j.workspace_id = ws and j.id = n.entry_id), false) sound
      from new_rows n group by n.entry_id, n.date, n.period_id
    ) e
  ) g cross join (
    select array(select distinct n.account_id from new_rows n) accounts,
      (select array_agg(c.company_id) from (select distinct n.company_id from new_rows n where n.company_id is not null) c) companies,
      (select array_agg(c.invoice_id) from (select distinct n.invoice_id from new_rows n where n.invoice_id is not null) c) invoices,
      count(n.payment_id) payments, count(n.deal_id) + count(n.bill_id) + count(n.tax_code_id) others
    from new_rows n
  ) s;
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
  end if;
  if not seen.charted then perform refuse_parent('account'); end if;
  if not seen.sound then perform refuse_parent('entry'); end if;
  if not seen.known then perform refuse_parent('company'); end if;
  if not seen.billed then perform refuse_parent('invoice'); end if;
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
end $function$
;
