-- A line of the load whose entry is not among those given was left out without a word, and the rest posted. Both sides of the look at the lines
-- count them now, the one by entries and the one by accounts, as they group them anyway.
create or replace function load_entries(ids uuid[], dates date[], sources text[], memos text[], keys text[], batches uuid[], entry integer[], line integer[], accounts uuid[], amounts bigint[], currencies text[], bases bigint[], companies uuid[], invoices uuid[], payments uuid[], departments text[], deals uuid[], line_memos text[], bills uuid[], tax_codes uuid[])
 RETURNS TABLE(entry_id uuid, replayed boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '32MB'
AS $function$
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
  whole boolean;
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
    select l.entry, count(*) as lines, string_agg(concat('["', l.account_id, '", ', l.amount_minor, ', ', to_json(l.currency), ', ', l.base_minor,
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
    select h.*, b.lines, encode(sha256(convert_to(concat('[', to_json(h.date), ', ', to_json(h.source), ', ', to_json(coalesce(h.memo, '')),
        ', null, false, [', b.content, ']]'), 'UTF8')), 'hex') as hash,
      coalesce(b.sound, false) and h.id is not null and coalesce(btrim(h.source) <> '' and h.source <> 'year-end' and btrim(h.key) <> '', false) as sound
    from unnest(ids, dates, sources, memos, keys, batches, periods) with ordinality h(id, date, source, memo, key, batch_id, period_id, nth)
    left join b on b.entry = h.nth
  ), named as (
    select l.account_id, count(*) as lines, bool_or(l.company_id is null or num_nonnulls(l.invoice_id, l.bill_id, l.payment_id) = 0) as undocumented
    from l group by l.account_id
  ), verdict as materialized (
    select s.sound and c.sound and s.lines = c.lines as sound, s.lines = c.lines as whole
    from (select bool_and(e.sound) as sound, coalesce(sum(e.lines), 0) as lines from e) s,
      (select count(*) = count(a.id) as sound, coalesce(sum(n.lines), 0) as lines from named n
        left join account a on a.workspace_id = ws and a.id = n.account_id and a.active and (a.control is null or not n.undocumented)) c
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
  select array_agg(e.hash order by e.nth), (select array_agg(head.id) from head), (select verdict.whole from verdict) into hashes, stored, whole
  from e where (select verdict.sound from verdict);
  if not whole then
    perform refuse('DB000', format('Line %s of the load belongs to none of its %s entries.', n, cardinality(ids)), jsonb_build_object('line', n))
    from (select coalesce(min(nth) filter (where e is null or e not between 1 and cardinality(ids)), cardinality(entry) + 1) as n
      from unnest(entry) with ordinality as given(e, nth)) stray;
  end if;
  if hashes is null then return; end if;
  if cardinality(stored) = cardinality(ids) then
    return query select unnest(ids), false;
  else
    return query select r.* from replay_entries(ids, keys, hashes, stored) p, unnest(p.entry_ids, p.replayed) r;
  end if;
end $function$;
