-- Posting, faster: what is sound is seen by one cheap pass, and only what isn't is looked at for its reason; keys to companies and
-- documents are checked in sets as those to accounts are (docs/adr/0003); an entry may say who recorded it, so that several
-- callers can share a commit.
set local row_security = on;

alter type entry_input add attribute recorded_by uuid, add attribute via text;

-- ---- Reading

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
    i.recorded_by, i.via)::entry_input order by e.n), '{}')
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

-- ---- Checking

-- Whether nothing at all is wrong with new entries, in one pass: every condition of `find_fault`, without its sentences. Reversals
-- are rare and left to it.
create function is_sound(entries entry_input[], lines posting_input[], base_currency text) returns boolean language plpgsql stable as $$
begin
  return (select coalesce(bool_and(e.id is not null and e.date is not null and e.period_id is not null and e.reverses_id is null
      and coalesce(btrim(e.source), '') <> '' and coalesce(btrim(e.idempotency_key), '') <> '' and s.n is not null), true)
    from unnest(entries) e left join (
      select l.n from unnest(lines) l
      left join account a on a.workspace_id = current_workspace() and a.id = l.account_id
      group by l.n
      having count(*) >= 2 and sum(l.base_minor) = 0 and (min(l.currency) <> max(l.currency) or sum(l.amount_minor) = 0)
        and bool_and(coalesce(a.active
          and (a.control is null or (l.company_id is not null and num_nonnulls(l.invoice_id, l.bill_id, l.payment_id) > 0))
          and (l.currency <> base_currency or l.amount_minor = l.base_minor) and sign(l.amount_minor) * sign(l.base_minor) >= 0
          and (l.tax_code_id is null or exists (select from tax_code t where t.workspace_id = current_workspace() and t.id = l.tax_code_id)),
          false))
    ) s on s.n = e.n
    where not e.known);
end $$;

-- ---- Posting

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
  perform hold_periods_open(heads);

  with head as (
    insert into journal_entry (workspace_id, id, date, source, memo, idempotency_key, request_hash, recorded_at, recorded_by,
      via, batch_id, period_id, reverses_id, created_at)
    select ws, h.id, h.date, h.source, h.memo, h.idempotency_key, h.request_hash, at,
      case when h.via is null then actor else h.recorded_by end, coalesce(h.via, through), h.batch_id, h.period_id, h.reverses_id, at
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

-- ---- The net under it, for whoever else might insert

-- Posters of a workspace share this lock from the moment they look for the companies and documents they name; who deletes one of
-- these takes it alone. So none can go away in between, and no row is locked that many post to.
create function parent_lock_key(workspace uuid) returns bigint language sql immutable parallel safe
return hashtextextended('daybook.posted-parents:' || workspace, 0);

-- All postings of an entry come in one statement, numbered from 1, and balance. As `line` is unique in its entry, nothing can be
-- added afterwards. The keys are looked up here too, once a statement.
create or replace function check_new_postings() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  seen record;
  bad record;
begin
  select bool_and(g.sound) sound, sum(g.companies) companies, sum(g.invoices) invoices, sum(g.payments) payments,
    sum(g.deals) deals, sum(g.bills) bills, sum(g.tax_codes) tax_codes into seen
  from (
    select count(*) >= 2 and sum(n.base_minor) = 0 and min(n.line) = 1 and max(n.line) = count(*)
      and (min(n.currency) <> max(n.currency) or sum(n.amount_minor) = 0) and count(a.id) = count(*) and count(e.id) = count(*) sound,
      count(n.company_id) companies, count(n.invoice_id) invoices, count(n.payment_id) payments, count(n.deal_id) deals,
      count(n.bill_id) bills, count(n.tax_code_id) tax_codes
    from new_rows n
    left join account a on a.workspace_id = n.workspace_id and a.id = n.account_id
    left join journal_entry e on e.workspace_id = n.workspace_id and e.id = n.entry_id and e.period_id = n.period_id and e.date = n.date
    group by n.workspace_id, n.entry_id
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
    end if;
    perform refuse_parent(case when exists (select from new_rows n where not exists (
      select from account a where a.workspace_id = n.workspace_id and a.id = n.account_id)) then 'account' else 'entry' end);
  end if;
  if seen.companies + seen.invoices + seen.payments + seen.deals + seen.bills + seen.tax_codes = 0 then return null; end if;

  perform pg_advisory_xact_lock_shared(parent_lock_key(n.workspace_id)) from (select distinct workspace_id from new_rows) n;
  if seen.companies > 0 and exists (select from new_rows n where n.company_id is not null and not exists (
      select from company p where p.workspace_id = n.workspace_id and p.id = n.company_id)) then perform refuse_parent('company');
  end if;
  if seen.invoices > 0 and exists (select from new_rows n where n.invoice_id is not null and not exists (
      select from invoice p where p.workspace_id = n.workspace_id and p.id = n.invoice_id)) then perform refuse_parent('invoice');
  end if;
  if seen.payments > 0 and exists (select from new_rows n where n.payment_id is not null and not exists (
      select from payment p where p.workspace_id = n.workspace_id and p.id = n.payment_id)) then perform refuse_parent('payment');
  end if;
  if seen.deals > 0 and exists (select from new_rows n where n.deal_id is not null and not exists (
      select from deal p where p.workspace_id = n.workspace_id and p.id = n.deal_id)) then perform refuse_parent('deal');
  end if;
  if seen.bills > 0 and exists (select from new_rows n where n.bill_id is not null and not exists (
      select from bill p where p.workspace_id = n.workspace_id and p.id = n.bill_id)) then perform refuse_parent('bill');
  end if;
  if seen.tax_codes > 0 and exists (select from new_rows n where n.tax_code_id is not null and not exists (
      select from tax_code p where p.workspace_id = n.workspace_id and p.id = n.tax_code_id)) then perform refuse_parent('tax_code');
  end if;
  return null;
end $$;

create function refuse_parent(parent text) returns void language plpgsql as $$
begin
  raise exception using errcode = 'foreign_key_violation', constraint = format('posting_workspace_id_%s_id_fkey', parent),
    message = format('A posting names no %s of its workspace, or an entry of another date or period.', parent);
end $$;

-- No entry without its postings: both come in one statement, at whose end both checks are made. A second line was there only if
-- the postings balanced.
create function check_new_entries() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  bad uuid;
begin
  select n.id into bad from new_rows n
  where not exists (select from posting p where p.workspace_id = n.workspace_id and p.entry_id = n.id and p.line = 2)
    or not exists (select from period d where d.workspace_id = n.workspace_id and d.id = n.period_id and n.date between d.starts_on and d.ends_on)
  limit 1;
  if found then
    perform refuse('DB001', 'An entry needs a period for its date, and at least two postings that sum to zero.', jsonb_build_object('entry_id', bad));
  end if;
  return null;
end $$;
drop trigger c_posted on journal_entry;
drop function check_entry_posted();
create trigger c_posted after insert on journal_entry referencing new table as new_rows
  for each statement execute function check_new_entries();

-- ---- Keys

-- What postings name stays as long as they do. The column of `posting` that names it is the trigger's argument.
create function keep_posted() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  posted boolean;
begin
  perform pg_advisory_xact_lock(parent_lock_key(old.workspace_id));
  execute format('select exists (select from posting where workspace_id = $1 and %I = $2)', tg_argv[0]) into posted using old.workspace_id, old.id;
  if posted then
    raise exception using errcode = 'foreign_key_violation', constraint = format('posting_workspace_id_%s_fkey', tg_argv[0]),
      message = format('Postings name this row of %s.', tg_table_name);
  end if;
  return old;
end $$;

do $$
declare
  parent text;
begin
  foreach parent in array array['company', 'invoice', 'payment', 'deal', 'bill', 'tax_code'] loop
    execute format('create trigger a_keep_posted before delete on %I for each row execute function keep_posted(%L)', parent, parent || '_id');
    execute format('create trigger a_keep_key before update of workspace_id, id on %I for each row
      when (old.id <> new.id or old.workspace_id <> new.workspace_id) execute function refuse_change()', parent);
    execute format('alter table posting %s', case when current_setting('server_version_num')::int >= 180000
      then format('alter constraint %I not enforced', format('posting_workspace_id_%s_id_fkey', parent))
      else format('drop constraint %I', format('posting_workspace_id_%s_id_fkey', parent)) end);
  end loop;
end $$;

-- A row waits to be sealed under its entry's own id: one key says it, and `sealed_entry` has each entry once.
drop index unsealed_workspace_id_entry_id_key;

-- Only postings that name a company are looked for by one.
drop index posting_workspace_id_company_id_account_id_idx;
create index posting_of_company on posting (workspace_id, company_id, account_id) where company_id is not null;

-- ---- Several callers, one commit

-- Posts in a transaction that does nothing else, in one round trip: settings, entries, constraints. Each entry says itself who
-- recorded it (`via`, `recorded_by`).
create function post_entries_alone(workspace uuid, now text, entries jsonb) returns table (entry_id uuid, replayed boolean)
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('daybook.workspace', workspace::text, true), set_config('daybook.now', now, true);
  return query select * from post_entries(entries);
  set constraints all immediate;
end $$;
grant execute on function post_entries_alone(uuid, text, jsonb) to daybook_app;
