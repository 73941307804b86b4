-- Posting with fewer lookups (docs/adr/0055). Of what eight entries cost in the database, half were questions asked entry by entry and
-- line by line – which period, which account, is there such a company – with the same answers for all. They are asked once a call now.
set local row_security = on;

-- ---- Reading

-- JSON to what has to be asked of the books for all entries together: the days, the accounts, and those of them that a line without
-- company and document is on. `sound` is every condition of `find_fault` that needs no look at the books; what is rare (reversals,
-- adjustments, a year's end) is read with care instead. Hashes as `read_entry_inputs` does: the text of that JSON is put together here
-- without making JSON of it first, which was half of reading.
drop function read_entries(jsonb);
create function read_entries(entries jsonb, base text, out ids uuid[], out keys text[], out hashes text[], out days date[],
  out accounts uuid[], out undocumented uuid[], out sound boolean)
language plpgsql stable as $$
begin
  select array_agg(h.id order by h.n), array_agg(h.idempotency_key order by h.n),
    array_agg(encode(sha256(convert_to(concat('[', to_json(h.date), ', ', to_json(h.source), ', ', to_json(coalesce(h.memo, '')),
      ', null, false, [', b.content, ']]'), 'UTF8')), 'hex') order by h.n),
    array_agg(distinct h.date), ('{' || string_agg(b.accounts, ',') || '}')::uuid[], ('{' || coalesce(string_agg(b.undocumented, ','), '') || '}')::uuid[],
    bool_and(b.sound and h.id is not null and h.date is not null and h.reverses_id is null and h.adjusting is not true
      and coalesce(btrim(h.source) <> '' and h.source <> 'year-end' and btrim(h.idempotency_key) <> '', false))
  into ids, keys, hashes, days, accounts, undocumented, sound
  from rows from (jsonb_to_recordset(entries) as (id uuid, date date, source text, memo text, idempotency_key text, reverses_id uuid,
    adjusting boolean, postings jsonb)) with ordinality h(id, date, source, memo, idempotency_key, reverses_id, adjusting, postings, n)
  cross join lateral (
    select string_agg(concat('["', l.account_id, '", ', l.amount_minor, ', ', to_json(l.currency), ', ', l.base_minor,
        ', ', coalesce('"' || l.company_id || '"', 'null'), ', ', coalesce('"' || l.invoice_id || '"', 'null'),
        ', ', coalesce('"' || l.payment_id || '"', 'null'), ', ', coalesce(to_json(nullif(l.department, ''))::text, 'null'),
        ', ', coalesce('"' || l.deal_id || '"', 'null'), ', ', coalesce(to_json(l.memo)::text, 'null'),
        case when num_nonnulls(l.bill_id, l.tax_code_id) > 0 then
          concat(', ', coalesce('"' || l.bill_id || '"', 'null'), ', ', coalesce('"' || l.tax_code_id || '"', 'null')) end, ']'), ', ') as content,
      string_agg(l.account_id::text, ',') as accounts,
      string_agg(l.account_id::text, ',') filter (where l.company_id is null or num_nonnulls(l.invoice_id, l.bill_id, l.payment_id) = 0) as undocumented,
      count(*) >= 2 and count(l.account_id) = count(*) and sum(l.base_minor) = 0 and (min(l.currency) <> max(l.currency) or sum(l.amount_minor) = 0)
        and bool_and(coalesce((l.currency <> base or l.amount_minor = l.base_minor) and sign(l.amount_minor) * sign(l.base_minor) >= 0, false)) as sound
    from (
      select j.account_id, j.amount_minor, j.currency, coalesce(j.base_minor, case when j.currency = base then j.amount_minor end) as base_minor,
        j.company_id, j.invoice_id, j.payment_id, j.department, j.deal_id, j.memo, j.bill_id, j.tax_code_id
      from jsonb_to_recordset(h.postings) as j(account_id uuid, amount_minor bigint, currency text, base_minor bigint, company_id uuid,
        invoice_id uuid, payment_id uuid, department text, deal_id uuid, memo text, bill_id uuid, tax_code_id uuid)
    ) l
  ) b;
end $$;

-- ---- Writing

-- Writes entries that were read with care; answers those that weren't there before.
create function write_ready(heads ready_entry[], at timestamptz) returns uuid[] language plpgsql as $$
declare
  ws uuid := current_workspace();
  actor uuid := current_actor();
  through text := current_via();
  stored uuid[];
begin
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
  return stored;
end $$;

-- Writes sound entries as they stand in the JSON, each in the period of its day; answers those that weren't there before.
create function write_entries(entries jsonb, hashes text[], base text, days date[], periods uuid[], at timestamptz) returns uuid[]
language plpgsql as $$
declare
  ws uuid := current_workspace();
  actor uuid := current_actor();
  through text := current_via();
  stored uuid[];
begin
  with e as materialized (
    select h.*, d.period_id
    from rows from (jsonb_to_recordset(entries) as (id uuid, date date, source text, memo text, idempotency_key text, batch_id uuid,
      recorded_by uuid, via text, postings jsonb), unnest(hashes))
      h(id, date, source, memo, idempotency_key, batch_id, recorded_by, via, postings, hash)
    join unnest(days, periods) d(date, period_id) on d.date = h.date
  ), head as (
    insert into journal_entry (workspace_id, id, date, source, memo, idempotency_key, request_hash, recorded_at, recorded_by,
      via, batch_id, period_id, created_at)
    select ws, e.id, e.date, e.source, coalesce(e.memo, ''), e.idempotency_key, e.hash, at,
      case when e.via is null then actor else e.recorded_by end, coalesce(e.via, through), e.batch_id, e.period_id, at
    from e
    on conflict (workspace_id, idempotency_key) do nothing
    returning id
  ), line as (
    insert into posting (workspace_id, id, line, date, amount_minor, currency, base_minor, department, memo, entry_id,
      account_id, period_id, company_id, invoice_id, payment_id, deal_id, bill_id, tax_code_id, created_at)
    select ws, new_id(), l.line, e.date, l.amount_minor, l.currency,
      coalesce(l.base_minor, case when l.currency = base then l.amount_minor end), nullif(l.department, ''), l.memo, e.id,
      l.account_id, e.period_id, l.company_id, l.invoice_id, l.payment_id, l.deal_id, l.bill_id, l.tax_code_id, at
    from head join e on e.id = head.id
    cross join lateral rows from (jsonb_to_recordset(e.postings) as (account_id uuid, amount_minor bigint,
      currency text, base_minor bigint, company_id uuid, invoice_id uuid, payment_id uuid, department text, deal_id uuid,
      memo text, bill_id uuid, tax_code_id uuid)) with ordinality
      l(account_id, amount_minor, currency, base_minor, company_id, invoice_id, payment_id, department, deal_id, memo, bill_id, tax_code_id, line)
  ), queued as (
    insert into unsealed (workspace_id, id, entry_id, created_at) select ws, head.id, head.id, at from head
  )
  select array_agg(head.id) into stored from head;
  return stored;
end $$;

-- ---- Posting

-- As before, in another way: what is sound is asked of the books in two statements and written in a third.
create or replace function store_entries(entries jsonb, out entry_ids uuid[], out replayed boolean[])
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  ws uuid := require_workspace();
  at timestamptz := app_now();
  base text;
  read record;
  open record;
  touched uuid;
  held text;
  plain boolean := false;
  heads ready_entry[];
  stored uuid[];
begin
  -- Planning anew costs more than posting a few entries; a load of thousands needs plans that know how many they are.
  if pg_column_size(entries) > 50000 then
    perform set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true);
  end if;
  base := (select base_currency from workspace where id = ws);
  begin
    read := read_entries(entries, base);
  exception when data_exception then
    perform refuse('DB000', 'The entries can''t be read: ' || sqlerrm || '.', jsonb_build_object('reason', sqlerrm));
  end;
  if read.sound then
    select array_agg(d.day) days, array_agg(d.period) periods, array_agg(distinct d.period) touched into open
    from (select day, (select p.id from period p where p.workspace_id = ws and p.starts_on <= day and p.ends_on >= day
      and p.number between 1 and 12 order by p.starts_on desc limit 1) period from unnest(read.days) day) d;
    if array_position(open.periods, null) is null then
      -- Shared locks on every period that is touched, in one order for all; then, in a later snapshot, whether each is plainly open.
      foreach touched in array open.touched loop
        held := pg_advisory_xact_lock_shared(period_lock_key(touched))::text;
      end loop;
      plain := (select bool_and(p.state = 'open' and p.locked_areas = '{}' and p.reopening_id is null)
          from period p where p.workspace_id = ws and p.id = any (open.touched))
        and (select count(*) from account a where a.workspace_id = ws and a.id = any (read.accounts)
          and a.active and (a.control is null or a.id <> all (read.undocumented)))
          = (select count(distinct named) from unnest(read.accounts) named);
    end if;
  end if;
  if plain then
    stored := write_entries(entries, read.hashes, base, open.days, open.periods, at);
    if cardinality(stored) = cardinality(read.ids) then
      entry_ids := read.ids;
      replayed := array_fill(false, array[cardinality(stored)]);
      return;
    end if;
  else
    heads := read_with_care(entries);
    stored := write_ready(heads, at);
    select array_agg(h.id order by h.n), array_agg(h.idempotency_key order by h.n), array_agg(h.request_hash order by h.n)
    into read.ids, read.keys, read.hashes from unnest(heads) h;
  end if;
  select * into entry_ids, replayed from replay_entries(read.ids, read.keys, read.hashes, stored);
end $$;

-- As before, for what was read in either way.
drop function replay_entries(ready_entry[], uuid[]);
create function replay_entries(ids uuid[], keys text[], hashes text[], stored uuid[], out entry_ids uuid[], out replayed boolean[])
language plpgsql as $$
declare
  reused record;
begin
  select h.n, h.id, h.key, j.id stored_id into reused
  from unnest(ids, keys, hashes) with ordinality h(id, key, hash, n)
  join journal_entry j on j.workspace_id = current_workspace() and j.idempotency_key = h.key
  where j.request_hash <> h.hash order by h.n limit 1;
  if found then
    perform refuse('DB004', 'This idempotency key was used before for another entry.', jsonb_build_object(
      'entry', reused.n, 'entry_id', reused.id, 'idempotency_key', reused.key, 'stored_id', reused.stored_id));
  end if;
  select array_agg(j.id order by h.n), array_agg(not coalesce(h.id = any (stored), false) order by h.n) into entry_ids, replayed
  from unnest(ids, keys) with ordinality h(id, key, n)
  join journal_entry j on j.workspace_id = current_workspace() and j.idempotency_key = h.key;
end $$;

-- ---- The net under it, for whoever else might insert

-- As before; periods are looked up once for each and its days.
create or replace function check_new_entries() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  bad uuid;
begin
  if (select bool_and((select true from posting p where p.workspace_id = n.workspace_id and p.entry_id = n.id and p.line = 2) is true) from new_rows n)
    and (select bool_and((select true from period d where d.workspace_id = n.workspace_id and d.id = n.period_id and n.date between d.starts_on and d.ends_on) is true)
      from (select n.workspace_id, n.period_id, n.date from new_rows n group by 1, 2, 3) n) then return null; end if;
  select n.id into bad from new_rows n
  where (select true from posting p where p.workspace_id = n.workspace_id and p.entry_id = n.id and p.line = 2) is not true
    or (select true from period d where d.workspace_id = n.workspace_id and d.id = n.period_id and n.date between d.starts_on and d.ends_on) is not true
  limit 1;
  if found then
    perform refuse('DB001', 'An entry needs a period for its date, and at least two postings that sum to zero.', jsonb_build_object('entry_id', bad));
  end if;
  return null;
end $$;

-- As before; what postings name is looked up once for each that is named, and an entry once: lines of two days or periods would be two
-- groups, and each would need its own line 1, of which an entry has one.
create or replace function check_new_postings() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
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
    select array_agg(distinct n.account_id) accounts, array_agg(distinct n.company_id) filter (where n.company_id is not null) companies,
      array_agg(distinct n.invoice_id) filter (where n.invoice_id is not null) invoices,
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
end $$;
