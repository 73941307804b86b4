-- Posting in fewer statements. What a call costs before its first row is plans that start: of 0.7 ms for one entry 0.6 were theirs. So
-- entries are read and judged in one statement, written in another, and proved by the net in three to five (docs/adr/0020).
set local row_security = on;

-- ---- Reading

-- An entry that is ready to be written, with its lines.
create type ready_entry as (
  n int, id uuid, date date, source text, memo text, idempotency_key text, reverses_id uuid, batch_id uuid, period_id uuid,
  request_hash text, recorded_by uuid, via text, reopening_id uuid, lines posting_input[]
);

-- JSON to entries with all that is written of them, the periods that they touch, and whether nothing at all is wrong: every
-- condition of `find_fault`, without its sentences. Reversals are rare and left to it, and so is whether a key was used before. Reads
-- as `read_posting_inputs` and `read_entry_inputs` do, and hashes the same.
create function read_entries(entries jsonb, out heads ready_entry[], out periods uuid[], out sound boolean)
language plpgsql stable as $$
begin
  select array_agg(row(e.n, i.id, i.date, i.source, coalesce(i.memo, ''), i.idempotency_key, i.reverses_id, i.batch_id, p.id,
      encode(sha256(convert_to(jsonb_build_array(i.date, i.source, coalesce(i.memo, ''), i.reverses_id, p.number = 13,
        b.content)::text, 'UTF8')), 'hex'),
      i.recorded_by, i.via, null, b.lines)::ready_entry order by e.n),
    array_agg(distinct p.id),
    bool_and(b.sound and p.id is not null and i.id is not null and i.reverses_id is null
      and coalesce(btrim(i.source) <> '' and btrim(i.idempotency_key) <> '', false))
  into heads, periods, sound
  from jsonb_array_elements(entries) with ordinality e(entry, n)
  cross join lateral jsonb_to_record(e.entry) as i(id uuid, date date, source text, memo text, idempotency_key text,
    reverses_id uuid, batch_id uuid, adjusting boolean, recorded_by uuid, via text)
  cross join lateral (
    select jsonb_agg(jsonb_build_array(l.account_id, l.amount_minor, l.currency, l.base_minor, l.company_id, l.invoice_id, l.payment_id,
        l.department, l.deal_id, l.memo)
        || case when num_nonnulls(l.bill_id, l.tax_code_id) = 0 then '[]' else jsonb_build_array(l.bill_id, l.tax_code_id) end) content,
      array_agg(row(e.n, l.line, l.account_id, l.amount_minor, l.currency, l.base_minor, l.company_id, l.invoice_id, l.payment_id,
        l.department, l.deal_id, l.memo, l.bill_id, l.tax_code_id)::posting_input) as lines,
      count(*) >= 2 and sum(l.base_minor) = 0 and (min(l.currency) <> max(l.currency) or sum(l.amount_minor) = 0)
        and bool_and(coalesce((l.currency <> l.base or l.amount_minor = l.base_minor) and sign(l.amount_minor) * sign(l.base_minor) >= 0
          and (select a.active
              and (a.control is null or (l.company_id is not null and num_nonnulls(l.invoice_id, l.bill_id, l.payment_id) > 0))
            from account a where a.workspace_id = current_workspace() and a.id = l.account_id), false)) as sound
    from (
      select j.line, j.account_id, j.amount_minor, j.currency, w.base_currency as base,
        coalesce(j.base_minor, case when j.currency = w.base_currency then j.amount_minor end) as base_minor,
        j.company_id, j.invoice_id, j.payment_id, nullif(j.department, '') as department, j.deal_id, j.memo, j.bill_id, j.tax_code_id
      from rows from (jsonb_to_recordset(e.entry -> 'postings') as (account_id uuid, amount_minor bigint,
        currency text, base_minor bigint, company_id uuid, invoice_id uuid, payment_id uuid, department text, deal_id uuid,
        memo text, bill_id uuid, tax_code_id uuid)) with ordinality
        j(account_id, amount_minor, currency, base_minor, company_id, invoice_id, payment_id, department, deal_id, memo, bill_id, tax_code_id, line)
      cross join (select base_currency from workspace where id = current_workspace()) w
      offset 0
    ) l
  ) b
  left join lateral (
    select p.id, p.number from period p
    where p.workspace_id = current_workspace() and p.starts_on <= i.date and p.ends_on >= i.date
      and case when i.source = 'year-end' then p.number = 0 when i.adjusting then p.number = 13 else p.number between 1 and 12 end
    order by p.starts_on desc limit 1
  ) p on true;
end $$;

-- The same of what isn't sound, or not for a period that is plainly open: refuses what is wrong with its reason, holds the periods,
-- leaves out what was posted before by the same key, and names the reopening that lets an entry in.
create function read_with_care(entries jsonb) returns ready_entry[] language plpgsql as $$
declare
  base text := (select base_currency from workspace where id = current_workspace());
  lines posting_input[] := read_posting_inputs(entries, base);
  heads entry_input[] := read_entry_inputs(entries, lines);
  fault record;
begin
  -- Two reversals of one entry wait for each other here, so that the later one gets a sentence.
  perform from journal_entry where workspace_id = current_workspace()
    and id in (select reverses_id from unnest(heads)) order by id for no key update;
  select * into fault from find_fault(heads, lines, base);
  if found then perform refuse(fault.code, fault.message, fault.detail); end if;
  heads := hold_periods_open(heads);
  return (select array_agg(row(h.n, h.id, h.date, h.source, h.memo, h.idempotency_key, h.reverses_id, h.batch_id, h.period_id,
    h.request_hash, h.recorded_by, h.via, h.reopening_id, b.lines)::ready_entry order by h.n)
    from unnest(heads) h
    cross join lateral (select array_agg(l order by l.line) as lines from unnest(lines) l where l.n = h.n and not h.known) b);
end $$;

-- ---- Posting

-- Posts entries, all or none. `entries` is an array of {id, date, source, memo?, idempotency_key, reverses_id?, batch_id?,
-- adjusting?, recorded_by?, via?, postings: [{account_id, amount_minor, currency, base_minor?, company_id?, invoice_id?, bill_id?,
-- payment_id?, tax_code_id?, department?, deal_id?, memo?}]}; debits are positive. `adjusting` posts into the thirteenth period (date =
-- the year's last day). `via` with `recorded_by` stands in for the transaction's own, where several callers share one. Answers, in the
-- order of the entries, the stored entry's id and whether it had been posted before by the same key.
create function store_entries(entries jsonb, out entry_ids uuid[], out replayed boolean[])
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  ws uuid := require_workspace();
  read record;
  heads ready_entry[];
  touched uuid;
  held text;
  special boolean := true;
  stored uuid[];
  at timestamptz := app_now();
  actor uuid := current_actor();
  through text := current_via();
begin
  -- Planning anew costs more than posting a few entries; a load of thousands needs plans that know how many they are.
  if pg_column_size(entries) > 50000 then
    perform set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true);
  end if;
  begin
    read := read_entries(entries);
  exception when data_exception then
    perform refuse('DB000', 'The entries can''t be read: ' || sqlerrm || '.', jsonb_build_object('reason', sqlerrm));
  end;
  heads := read.heads;
  -- Shared locks on every period that is touched, in one order for all; then, in a later snapshot, whether each is plainly open.
  if read.sound then
    foreach touched in array read.periods loop
      held := pg_advisory_xact_lock_shared(period_lock_key(touched))::text;
    end loop;
    select bool_or(p.state <> 'open' or p.locked_areas <> '{}' or p.reopening_id is not null) into special
    from period p where p.workspace_id = ws and p.id = any (read.periods);
  end if;
  if special then heads := read_with_care(entries); end if;

  with head as (
    insert into journal_entry (workspace_id, id, date, source, memo, idempotency_key, request_hash, recorded_at, recorded_by,
      via, batch_id, period_id, reverses_id, reopening_id, created_at)
    select ws, h.id, h.date, h.source, h.memo, h.idempotency_key, h.request_hash, at,
      case when h.via is null then actor else h.recorded_by end, coalesce(h.via, through), h.batch_id, h.period_id, h.reverses_id,
      h.reopening_id, at
    from unnest(heads) h where h.lines is not null
    on conflict (workspace_id, idempotency_key) do nothing
    returning id
  ), line as (
    insert into posting (workspace_id, id, line, date, amount_minor, currency, base_minor, department, memo, entry_id,
      account_id, period_id, company_id, invoice_id, payment_id, deal_id, bill_id, tax_code_id, created_at)
    select ws, new_id(), l.line, h.date, l.amount_minor, l.currency, l.base_minor, l.department, l.memo, h.id,
      l.account_id, h.period_id, l.company_id, l.invoice_id, l.payment_id, l.deal_id,
      l.bill_id, l.tax_code_id, at
    from head join unnest(heads) h on h.id = head.id cross join lateral unnest(h.lines) l
  ), queued as (
    insert into unsealed (workspace_id, id, entry_id, created_at) select ws, head.id, head.id, at from head
  )
  select array_agg(head.id) into stored from head;
  if cardinality(stored) = cardinality(heads) then
    entry_ids := array(select h.id from unnest(heads) h order by h.n);
    replayed := array_fill(false, array[cardinality(stored)]);
  else
    select * into entry_ids, replayed from replay_entries(heads, stored);
  end if;
end $$;

-- A key that was there before, or came in meanwhile: the same request is answered again, another one is an error.
create function replay_entries(heads ready_entry[], stored uuid[], out entry_ids uuid[], out replayed boolean[]) language plpgsql as $$
declare
  reused record;
begin
  select h.n, h.id, h.idempotency_key, j.id stored_id into reused
  from unnest(heads) h join journal_entry j on j.workspace_id = current_workspace() and j.idempotency_key = h.idempotency_key
  where j.request_hash <> h.request_hash order by h.n limit 1;
  if found then
    perform refuse('DB004', 'This idempotency key was used before for another entry.', jsonb_build_object(
      'entry', reused.n, 'entry_id', reused.id, 'idempotency_key', reused.idempotency_key, 'stored_id', reused.stored_id));
  end if;
  select array_agg(j.id order by h.n), array_agg(not coalesce(h.id = any (stored), false) order by h.n) into entry_ids, replayed
  from unnest(heads) h join journal_entry j on j.workspace_id = current_workspace() and j.idempotency_key = h.idempotency_key;
end $$;

-- The same as rows.
create or replace function post_entries(entries jsonb) returns table (entry_id uuid, replayed boolean)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  posted record := store_entries(entries);
begin
  return query select * from unnest(posted.entry_ids, posted.replayed);
end $$;

-- Posts in a transaction that does nothing else, in one round trip: settings and entries. Each entry says itself who recorded it
-- (`via`, `recorded_by`). Nothing here is checked at COMMIT only.
drop function post_entries_alone(uuid, text, jsonb);
create function post_entries_alone(workspace uuid, now text, entries jsonb, out entry_ids uuid[], out replayed boolean[])
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  posted record;
begin
  -- Assignments, which start no plan as PERFORM would.
  workspace := set_config('daybook.workspace', workspace::text, true);
  now := set_config('daybook.now', now, true);
  posted := store_entries(entries);
  entry_ids := posted.entry_ids;
  replayed := posted.replayed;
end $$;

-- ---- The net under it, for whoever else might insert

-- All postings of an entry come in one statement, numbered from 1, and balance. As `line` is unique in its entry, nothing can be
-- added afterwards. The keys are looked up here too, once a statement. An entry is looked up by its id alone, and its date compared
-- afterwards: without statistics a plan looked it up by its date, and read all entries of that day for each posting.
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
        and exists (select from account a where a.workspace_id = n.workspace_id and a.id = n.account_id)
        and coalesce((select e.date = n.date and e.period_id = n.period_id from journal_entry e
          where e.workspace_id = n.workspace_id and e.id = n.entry_id), false)), false) sound,
      bool_and((n.company_id is null or exists (select from company p where p.workspace_id = n.workspace_id and p.id = n.company_id))
        and (n.invoice_id is null or exists (select from invoice p where p.workspace_id = n.workspace_id and p.id = n.invoice_id))) billed,
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

grant execute on function store_entries(jsonb), post_entries(jsonb), post_entries_alone(uuid, text, jsonb) to daybook_app;
drop function is_sound(entry_input[], posting_input[], text);
