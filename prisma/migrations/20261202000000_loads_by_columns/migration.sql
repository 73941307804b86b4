-- Loads of thousands, by columns (docs/adr/0089). Of what a posting cost in a load, more than a third was JSON: read from text, and then
-- twice into rows; a tenth was a new id.
set local row_security = on;

-- The period of each day, where all are plainly open and held so until the transaction ends; null where one isn't.
create function open_periods(days date[]) returns uuid[]
language plpgsql as $$
declare
  ws uuid := current_workspace();
  open record;
  touched uuid;
  held text;
begin
  select array_agg(d.day) days, array_agg(d.period) periods, array_agg(distinct d.period) touched into open
  from (select day, (select p.id from period p where p.workspace_id = ws and p.starts_on <= day and p.ends_on >= day
    and p.number between 1 and 12 order by p.starts_on desc limit 1) period from (select distinct unnest(days) as day) d) d;
  if open.touched is null or array_position(open.periods, null) is not null then return null; end if;
  -- Shared locks on every period that is touched, in one order for all; then, in a later snapshot, whether each is plainly open.
  foreach touched in array open.touched loop
    held := pg_advisory_xact_lock_shared(period_lock_key(touched))::text;
  end loop;
  if not (select bool_and(p.state = 'open' and p.locked_areas = '{}' and p.reopening_id is null)
    from period p where p.workspace_id = ws and p.id = any (open.touched)) then return null; end if;
  return (select array_agg(o.period order by d.n) from unnest(days) with ordinality d(day, n)
    join unnest(open.days, open.periods) o(day, period) on o.day = d.day);
end $$;

-- Entries and their lines as columns; a line says which entry it is of, and the how manieth there. Posts all, or those that aren't there yet;
-- posts none and returns nothing where one isn't plainly sound, which `post_entries` is for. A column without a value is null.
create function load_entries(ids uuid[], dates date[], sources text[], memos text[], keys text[], batches uuid[],
  entry integer[], line integer[], accounts uuid[], amounts bigint[], currencies text[], bases bigint[], companies uuid[], invoices uuid[],
  payments uuid[], departments text[], deals uuid[], line_memos text[], bills uuid[], tax_codes uuid[])
returns table (entry_id uuid, replayed boolean)
language plpgsql security definer set search_path to pg_catalog, public, pg_temp set row_security to on
set plan_cache_mode to force_custom_plan set work_mem to '32MB' as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  actor uuid := current_actor();
  through text := current_via();
  base text := (select base_currency from workspace where id = ws);
  at timestamptz := app_now();
  periods uuid[] := open_periods(dates);
  -- Ids in a row from one that is new: to make each of them anew costs the processor as much as an index does.
  first_id text := new_id()::text;
  id_head text := left(first_id, 24);
  id_tail bigint := ('x' || right(first_id, 12))::bit(48)::bigint;
  hashes text[];
  stored uuid[];
begin
  if periods is null then return; end if;
  with l as materialized (
    select l.entry, l.line, l.nth, l.account_id, l.amount_minor, l.currency,
      coalesce(l.base_minor, case when l.currency = base then l.amount_minor end) as base_minor, l.company_id, l.invoice_id, l.payment_id,
      nullif(l.department, '') as department, l.deal_id, l.memo, l.bill_id, l.tax_code_id
    from unnest(entry, line, accounts, amounts, currencies, bases, companies, invoices, payments, departments, deals, line_memos, bills, tax_codes)
      with ordinality l(entry, line, account_id, amount_minor, currency, base_minor, company_id, invoice_id, payment_id, department, deal_id,
        memo, bill_id, tax_code_id, nth)
  ), b as (
    select l.entry, string_agg(concat('["', l.account_id, '", ', l.amount_minor, ', ', to_json(l.currency), ', ', l.base_minor,
        case when num_nonnulls(l.company_id, l.invoice_id, l.payment_id, l.department, l.deal_id, l.memo, l.bill_id, l.tax_code_id) = 0
          then ', null, null, null, null, null, null'
          else concat(', ', coalesce('"' || l.company_id || '"', 'null'), ', ', coalesce('"' || l.invoice_id || '"', 'null'),
            ', ', coalesce('"' || l.payment_id || '"', 'null'), ', ', coalesce(to_json(l.department)::text, 'null'),
            ', ', coalesce('"' || l.deal_id || '"', 'null'), ', ', coalesce(to_json(l.memo)::text, 'null'),
            case when num_nonnulls(l.bill_id, l.tax_code_id) > 0 then
              concat(', ', coalesce('"' || l.bill_id || '"', 'null'), ', ', coalesce('"' || l.tax_code_id || '"', 'null')) end) end, ']'),
        ', ' order by l.line) as content,
      count(*) >= 2 and count(l.account_id) = count(*) and sum(l.base_minor) = 0 and (min(l.currency) <> max(l.currency) or sum(l.amount_minor) = 0)
        and bool_and(coalesce((l.currency <> base or l.amount_minor = l.base_minor) and sign(l.amount_minor) * sign(l.base_minor) >= 0, false)) as sound
    from l group by l.entry
  ), e as materialized (
    select h.*, encode(sha256(convert_to(concat('[', to_json(h.date), ', ', to_json(h.source), ', ', to_json(coalesce(h.memo, '')),
        ', null, false, [', b.content, ']]'), 'UTF8')), 'hex') as hash,
      coalesce(b.sound, false) and h.id is not null and coalesce(btrim(h.source) <> '' and h.source <> 'year-end' and btrim(h.key) <> '', false) as sound
    from unnest(ids, dates, sources, memos, keys, batches, periods) with ordinality h(id, date, source, memo, key, batch_id, period_id, nth)
    left join b on b.entry = h.nth
  ), named as (
    select l.account_id, bool_or(l.company_id is null or num_nonnulls(l.invoice_id, l.bill_id, l.payment_id) = 0) as undocumented
    from l group by l.account_id
  ), verdict as materialized (
    select (select bool_and(e.sound) from e) and (select count(*) = count(a.id) from named n
      left join account a on a.workspace_id = ws and a.id = n.account_id and a.active and (a.control is null or not n.undocumented)) as sound
  ), head as (
    insert into journal_entry (workspace_id, id, date, source, memo, idempotency_key, request_hash, recorded_at, recorded_by,
      via, batch_id, period_id, created_at)
    select ws, e.id, e.date, e.source, coalesce(e.memo, ''), e.key, e.hash, at, actor, through, e.batch_id, e.period_id, at
    from e where (select verdict.sound from verdict)
    on conflict (workspace_id, idempotency_key) do nothing
    returning id
  ), written as (
    insert into posting (workspace_id, id, line, date, amount_minor, currency, base_minor, department, memo, entry_id,
      account_id, period_id, company_id, invoice_id, payment_id, deal_id, bill_id, tax_code_id, created_at)
    select ws, (id_head || lpad(to_hex((id_tail + l.nth) & 281474976710655), 12, '0'))::uuid, l.line, e.date, l.amount_minor, l.currency,
      l.base_minor, l.department, l.memo, e.id, l.account_id, e.period_id, l.company_id, l.invoice_id, l.payment_id, l.deal_id,
      l.bill_id, l.tax_code_id, at
    from head join e on e.id = head.id join l on l.entry = e.nth
  ), queued as (
    insert into unsealed (workspace_id, id, entry_id, created_at) select ws, head.id, head.id, at from head
  )
  select array_agg(e.hash order by e.nth), (select array_agg(head.id) from head) into hashes, stored
  from e where (select verdict.sound from verdict);
  if hashes is null then return; end if;
  if cardinality(stored) = cardinality(ids) then
    return query select unnest(ids), false;
  else
    return query select r.* from replay_entries(ids, keys, hashes, stored) p, unnest(p.entry_ids, p.replayed) r;
  end if;
end $$;
-- ---- The net

-- As it was, but that it gathers what is named by hashing it, not by sorting all rows a time each.
create or replace function check_new_postings() returns trigger
language plpgsql security definer set search_path to pg_catalog, public, pg_temp set row_security to on as $$
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
end $$
;

revoke all on function open_periods(date[]) from public;
revoke all on function load_entries(uuid[], date[], text[], text[], text[], uuid[], integer[], integer[], uuid[], bigint[], text[], bigint[], uuid[], uuid[], uuid[], text[], uuid[], text[], uuid[], uuid[]) from public;
grant execute on function load_entries(uuid[], date[], text[], text[], text[], uuid[], integer[], integer[], uuid[], bigint[], text[], bigint[], uuid[], uuid[], uuid[], text[], uuid[], text[], uuid[], uuid[]) to daybook_app;
