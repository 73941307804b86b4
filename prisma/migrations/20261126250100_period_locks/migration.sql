-- Periods locked for an area of the books while open for others; a reopening that ends by itself, and says what was posted in it.

do $$ declare t text; begin
  foreach t in array array['period', 'journal_entry', 'approval', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "period" ADD COLUMN     "locked_areas" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "reopening_id" UUID;
-- AlterTable
ALTER TABLE "journal_entry" ADD COLUMN     "reopening_id" UUID;
-- CreateTable
CREATE TABLE "period_reopening" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "period_id" UUID NOT NULL,
    "approval_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "period_reopening_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "period_reopening_workspace_id_approval_id_key" ON "period_reopening"("workspace_id", "approval_id");
-- CreateIndex
CREATE INDEX "period_reopening_workspace_id_period_id_idx" ON "period_reopening"("workspace_id", "period_id");
-- AddForeignKey
ALTER TABLE "period" ADD CONSTRAINT "period_workspace_id_reopening_id_fkey" FOREIGN KEY ("workspace_id", "reopening_id") REFERENCES "period_reopening"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_workspace_id_reopening_id_fkey" FOREIGN KEY ("workspace_id", "reopening_id") REFERENCES "period_reopening"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "period_reopening" ADD CONSTRAINT "period_reopening_workspace_id_period_id_fkey" FOREIGN KEY ("workspace_id", "period_id") REFERENCES "period"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "period_reopening" ADD CONSTRAINT "period_reopening_workspace_id_approval_id_fkey" FOREIGN KEY ("workspace_id", "approval_id") REFERENCES "approval"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['period', 'journal_entry', 'approval', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited('period_reopening'::regclass);
revoke insert, update, delete on period_reopening from daybook_app;

alter table period
  add constraint period_locked_areas_known check (locked_areas <@ array['sales', 'purchases', 'banking', 'manual']),
  add constraint period_reopened_only_while_open check (reopening_id is null or state = 'open');
create index journal_entry_while_reopened on journal_entry (workspace_id, reopening_id) where reopening_id is not null;

alter type entry_input add attribute reopening_id uuid;

-- Functions from here on: their bodies are looked at, and no row is touched.
set local row_security = on;

-- ---- Areas

-- Which area of the books an entry belongs to, by what it stems from.
create function area_of(source text) returns text language sql immutable parallel safe
return case
  when source in ('invoice', 'credit_note', 'credit-note', 'recurring-invoice', 'write-off', 'dunning') then 'sales'
  when source in ('bill', 'bill-credit', 'expense') then 'purchases'
  when source in ('payment', 'exchange', 'bank', 'refund', 'transfer', 'payment-run') then 'banking'
  else 'manual'
end;

-- Whether who acts may still post into a locked area.
create function may_pass_locks() returns boolean language sql stable
return exists (select from staff_role h join role r on r.workspace_id = h.workspace_id and r.id = h.role_id
  where h.workspace_id = current_workspace() and h.staff_id = current_actor() and 'period.pass' = any (r.capabilities));

-- ---- Posting into periods

-- JSON to entries, each with its period, the hash of what it asks for (ids, batch and who asks left out: a retry may make them
-- anew) and whether its key has been used before. Of what postings could not name at first, nulls are left out: old hashes stay true.
create or replace function read_entry_inputs(entries jsonb, lines posting_input[]) returns entry_input[] language plpgsql stable as $$
begin
  return (select coalesce(array_agg(row(e.n, i.id, i.date, i.source, coalesce(i.memo, ''), i.idempotency_key, i.reverses_id,
    i.batch_id, coalesce(i.adjusting, false), null, p.id,
    encode(sha256(convert_to(jsonb_build_array(i.date, i.source, coalesce(i.memo, ''), i.reverses_id, p.number = 13,
      c.content)::text, 'UTF8')), 'hex'),
    exists (select from journal_entry j
      where j.workspace_id = current_workspace() and j.idempotency_key = i.idempotency_key),
    i.recorded_by, i.via, null)::entry_input order by e.n), '{}')
  from jsonb_array_elements(entries) with ordinality e(entry, n)
  cross join lateral jsonb_to_record(e.entry) as i(id uuid, date date, source text, memo text, idempotency_key text,
    reverses_id uuid, batch_id uuid, adjusting boolean, recorded_by uuid, via text)
  left join (
    select l.n, jsonb_agg(jsonb_build_array(l.account_id, l.amount_minor, l.currency, l.base_minor, l.company_id,
      l.invoice_id, l.payment_id, l.department, l.deal_id, l.memo)
      || case when num_nonnulls(l.bill_id, l.tax_code_id) = 0 then '[]' else jsonb_build_array(l.bill_id, l.tax_code_id) end order by l.line) content
    from unnest(lines) l group by l.n
  ) c on c.n = e.n
  left join lateral (
    select p.id, p.number from period p
    where p.workspace_id = current_workspace() and p.starts_on <= i.date and p.ends_on >= i.date
      and (p.number = 13) = coalesce(i.adjusting, false)
    order by p.starts_on desc limit 1
  ) p on true);
end $$;

-- Shared locks on every period that is touched, in one order for all; then, in a later snapshot, whether each is open, for the
-- area too. Answers the entries, with the reopening that lets them in where there is one.
drop function hold_periods_open(entry_input[]);
create function hold_periods_open(entries entry_input[]) returns entry_input[] language plpgsql as $$
declare
  special boolean;
begin
  perform pg_advisory_xact_lock_shared(period_lock_key(touched.period_id)) from
    (select distinct e.period_id from unnest(entries) e where not e.known order by 1) touched;
  select coalesce(bool_or(p.state <> 'open' or p.locked_areas <> '{}' or p.reopening_id is not null), false) into special
  from unnest(entries) e join period p on p.workspace_id = current_workspace() and p.id = e.period_id where not e.known;
  if not special then return entries; end if;
  perform refuse_closed(entries);
  return (select array_agg(row(e.n, e.id, e.date, e.source, e.memo, e.idempotency_key, e.reverses_id, e.batch_id, e.adjusting, e.postings,
    e.period_id, e.request_hash, e.known, e.recorded_by, e.via, p.reopening_id)::entry_input order by e.n)
    from unnest(entries) e left join period p on p.workspace_id = current_workspace() and p.id = e.period_id);
end $$;

-- Refuses the first entry whose period is closed, whose reopening has run out, or whose area is locked for who acts. A reversal
-- belongs to the area of what it reverses.
create function refuse_closed(entries entry_input[]) returns void language plpgsql as $$
declare
  barred record;
begin
  select e.id, e.idempotency_key, e.date, e.n, p.id period_id, period_name(p.year, p.number) period, a.area,
    p.state <> 'open' or coalesce(r.until <= app_now(), false) closed into barred
  from unnest(entries) e
  join period p on p.workspace_id = current_workspace() and p.id = e.period_id
  left join period_reopening r on r.workspace_id = p.workspace_id and r.id = p.reopening_id
  cross join lateral (select area_of(coalesce((select o.source from journal_entry o
    where o.workspace_id = p.workspace_id and o.id = e.reverses_id), e.source)) area) a
  where not e.known and (p.state <> 'open' or r.until <= app_now() or (a.area = any (p.locked_areas) and not may_pass_locks()))
  order by e.n limit 1;
  if not found then return; end if;
  perform refuse('DB002', format('%s lies in period %s, which is %s.', barred.date, barred.period,
      case when barred.closed then 'closed' else 'locked for ' || barred.area end),
    jsonb_build_object('entry_id', barred.id, 'idempotency_key', barred.idempotency_key, 'date', barred.date,
      'entry', barred.n, 'period', barred.period, 'period_id', barred.period_id,
      'locked_area', case when not barred.closed then barred.area end, 'next_open_date',
      (select min(greatest(p.starts_on, barred.date)) from period p
        where p.workspace_id = current_workspace() and p.state = 'open' and p.number <= 12 and p.ends_on >= barred.date
          and p.reopening_id is null and barred.area <> all (p.locked_areas))));
end $$;
-- Posts entries, all or none. `entries` is an array of {id, date, source, memo?, idempotency_key, reverses_id?, batch_id?,
-- adjusting?, recorded_by?, via?, postings: [{account_id, amount_minor, currency, base_minor?, company_id?, invoice_id?, bill_id?,
-- payment_id?, tax_code_id?, department?, deal_id?, memo?}]}; debits are positive. `adjusting` posts into the thirteenth period (date =
-- the year's last day). `via` with `recorded_by` stands in for the transaction's own, where several callers share one. Returns one row
-- an entry, in order: the stored entry's id, and whether it had been posted before by the same key.
create or replace function post_entries(entries jsonb) returns table (entry_id uuid, replayed boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  base text;
  lines posting_input[];
  heads entry_input[];
  fault record;
  reused record;
  stored uuid[];
  at timestamptz := app_now();
  actor uuid := current_actor();
  through text := current_via();
begin
  -- Planning anew costs more than posting a few entries; a load of thousands needs plans that know how many they are.
  if pg_column_size(entries) > 50000 then
    perform set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true);
  end if;
  select base_currency into base from workspace where id = ws;
  begin
    lines := read_posting_inputs(entries, base);
    heads := read_entry_inputs(entries, lines);
  exception when data_exception then
    perform refuse('DB000', 'The entries can''t be read: ' || sqlerrm || '.', jsonb_build_object('reason', sqlerrm));
  end;
  if not is_sound(heads, lines, base) then
    -- Two reversals of one entry wait for each other here, so that the later one gets a sentence.
    perform from journal_entry where workspace_id = ws
      and id in (select reverses_id from unnest(heads)) order by id for no key update;
    select * into fault from find_fault(heads, lines, base);
    if found then perform refuse(fault.code, fault.message, fault.detail); end if;
  end if;
  heads := hold_periods_open(heads);

  with head as (
    insert into journal_entry (workspace_id, id, date, source, memo, idempotency_key, request_hash, recorded_at, recorded_by,
      via, batch_id, period_id, reverses_id, reopening_id, created_at)
    select ws, h.id, h.date, h.source, h.memo, h.idempotency_key, h.request_hash, at,
      case when h.via is null then actor else h.recorded_by end, coalesce(h.via, through), h.batch_id, h.period_id, h.reverses_id,
      h.reopening_id, at
    from unnest(heads) h where not h.known
    on conflict (workspace_id, idempotency_key) do nothing
    returning id
  ), line as (
    insert into posting (workspace_id, id, line, date, amount_minor, currency, base_minor, department, memo, entry_id,
      account_id, period_id, company_id, invoice_id, payment_id, deal_id, bill_id, tax_code_id, created_at)
    select ws, new_id(), l.line, h.date, l.amount_minor, l.currency, l.base_minor, l.department, l.memo, h.id,
      l.account_id, h.period_id, l.company_id, l.invoice_id, l.payment_id, l.deal_id,
      l.bill_id, l.tax_code_id, at
    from head join unnest(heads) h on h.id = head.id join unnest(lines) l on l.n = h.n
  ), queued as (
    insert into unsealed (workspace_id, id, entry_id, created_at) select ws, head.id, head.id, at from head
  )
  select array_agg(head.id) into stored from head;
  if cardinality(stored) = cardinality(heads) then
    return query select h.id, false from unnest(heads) h order by h.n;
    return;
  end if;

  -- A key that was there before, or came in meanwhile: the same request is answered again, another one is an error.
  select h.n, h.id, h.idempotency_key, j.id stored_id into reused
  from unnest(heads) h join journal_entry j on j.workspace_id = ws and j.idempotency_key = h.idempotency_key
  where j.request_hash <> h.request_hash order by h.n limit 1;
  if found then
    perform refuse('DB004', 'This idempotency key was used before for another entry.', jsonb_build_object(
      'entry', reused.n, 'entry_id', reused.id, 'idempotency_key', reused.idempotency_key, 'stored_id', reused.stored_id));
  end if;
  return query select j.id, not coalesce(h.id = any(stored), false)
    from unnest(heads) h join journal_entry j on j.workspace_id = ws and j.idempotency_key = h.idempotency_key order by h.n;
end $$;

grant execute on function area_of(text), may_pass_locks() to daybook_app, daybook_reader;

-- ---- Locking, closing, reopening

-- Locks a period for areas, or (with none) lifts that: waits for posters that hold it, as closing does. Returns the areas that were
-- locked before.
create function lock_period(period_id uuid, areas text[]) returns text[]
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  ws uuid := require_workspace();
  target period;
begin
  target := find_period(ws, period_id);
  perform pg_advisory_xact_lock(period_lock_key(target.id));
  target := find_period(ws, period_id);
  update period set locked_areas = array(select distinct a from unnest(areas) a order by 1) where workspace_id = ws and id = target.id;
  return target.locked_areas;
end $$;

-- Closes a period: waits for posters that hold it, keeps later ones waiting until COMMIT; they then find it closed. Ends its
-- reopening, if there is one. Returns false when it was closed already.
create or replace function close_period(period_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  ws uuid := require_workspace();
  target period;
begin
  target := find_period(ws, period_id);
  perform pg_advisory_xact_lock(period_lock_key(target.id));
  target := find_period(ws, period_id);
  if target.state = 'closed' then return false; end if;
  update period set state = 'closed', closed_at = app_now(), closed_by_id = current_actor(), reopening_id = null
  where workspace_id = ws and id = target.id;
  update period_reopening set ended_at = app_now() where workspace_id = ws and id = target.reopening_id;
  return true;
end $$;

-- Opens a closed period again until `until`. `approval_id` names an approval of kind `reopen-period` with the period's id as its
-- subject, a reason, not expired, decided by somebody else than who asked (a company of one: by itself, which is marked), and after the
-- period was last closed (so it serves once).
drop function reopen_period(uuid, uuid);
create function reopen_period(period_id uuid, approval_id uuid, until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
#variable_conflict use_variable
declare
  ws uuid := require_workspace();
  target period;
  paper approval;
  problem text;
  reopening uuid := new_id();
begin
  target := find_period(ws, period_id);
  perform pg_advisory_xact_lock(period_lock_key(target.id));
  target := find_period(ws, period_id);
  if target.state = 'open' then return false; end if;
  select * into paper from approval a where a.workspace_id = ws and a.id = approval_id;
  problem := case
    when paper.id is null then 'there is no such approval'
    when paper.kind <> 'reopen-period' or paper.subject <> target.id::text then 'the approval is for something else'
    when paper.state <> 'approved' then 'it has not been approved'
    when paper.decided_by_id is null or (paper.decided_by_id = paper.requested_by_id and not paper.solo) then 'a second person must approve it'
    when paper.solo and exists (select from staff s where s.workspace_id = ws and s.active and s.id <> paper.requested_by_id)
      then 'a second person must approve it'
    when coalesce(btrim(paper.reason), '') = '' then 'the approval gives no reason'
    when paper.expires_at <= app_now() then 'the approval has expired'
    when paper.decided_at is null or paper.decided_at < target.closed_at
      or exists (select from period_reopening r where r.workspace_id = ws and r.approval_id = paper.id) then 'the approval is from before the period was closed'
    when until is null or until <= app_now() then 'the time until which it is to be open has passed'
  end;
  if problem is not null then
    perform refuse('DB010', format('Period %s stays closed: %s.', period_name(target.year, target.number), problem),
      jsonb_build_object('period', period_name(target.year, target.number), 'period_id', target.id,
        'approval_id', approval_id, 'reason', problem));
  end if;
  insert into period_reopening (workspace_id, id, until, period_id, approval_id) values (ws, reopening, until, target.id, paper.id);
  update period set state = 'open', closed_at = null, closed_by_id = null, reopening_id = reopening where workspace_id = ws and id = target.id;
  return true;
end $$;
grant execute on function lock_period(uuid, text[]), reopen_period(uuid, uuid, timestamptz) to daybook_app;
