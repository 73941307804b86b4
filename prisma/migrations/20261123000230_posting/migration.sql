-- The one way into the ledger. Refusals carry a SQLSTATE of our own class DB, a sentence for people as MESSAGE and a JSON
-- object as DETAIL:
--   DB000 malformed request          DB006 no period for the date
--   DB001 entry does not balance     DB007 wrong isolation level, or no workspace set
--   DB002 period is closed           DB008 reversal of nothing, twice, or not a mirror
--   DB003 control account            DB009 change of what is recorded once (refuse_change)
--   DB004 idempotency key reused     DB010 reopening without a valid approval
--   DB005 account unknown/inactive   DB011 fiscal year or number series that can't be

create function refuse(code text, message text, detail jsonb) returns void language plpgsql as $$
begin
  raise exception using errcode = code, message = message, detail = jsonb_strip_nulls(detail)::text;
end $$;

create function period_name(year int, number int) returns text language sql immutable parallel safe
return year || '-' || lpad(number::text, 2, '0');

-- Posters share this lock, the closer takes it alone: row locks starved the closer for seconds under load, this one doesn't.
create function period_lock_key(period uuid) returns bigint language sql immutable parallel safe
return hashtextextended('daybook.period:' || period, 0);

-- Locks and later reads must see what was committed meanwhile; a snapshot of the transaction's start would not.
create function require_workspace() returns uuid language plpgsql stable as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    perform refuse('DB007', 'The books are written in READ COMMITTED transactions only.',
      jsonb_build_object('isolation', current_setting('transaction_isolation')));
  end if;
  if current_workspace() is null then
    perform refuse('DB007', 'No workspace is set for this transaction.', '{}');
  end if;
  return current_workspace();
end $$;

create type entry_input as (
  n int, id uuid, date date, source text, memo text, idempotency_key text, reverses_id uuid, batch_id uuid,
  adjusting boolean, postings jsonb, period_id uuid, request_hash text, known boolean
);
create type posting_input as (
  n int, line int, account_id uuid, amount_minor bigint, currency text, base_minor bigint, company_id uuid,
  invoice_id uuid, payment_id uuid, department text, deal_id uuid, memo text
);

-- These are plpgsql, although one statement each, because it keeps their plans for the session on every server version.

-- JSON to lines; an amount may be a number or a string of digits. `base_minor` defaults to the amount in the base currency.
create function read_posting_inputs(entries jsonb, base_currency text) returns posting_input[] language plpgsql stable as $$
begin
  return (select coalesce(array_agg(row(e.n, l.line, l.account_id, l.amount_minor, l.currency,
    coalesce(l.base_minor, case when l.currency = base_currency then l.amount_minor end), l.company_id, l.invoice_id,
    l.payment_id, nullif(l.department, ''), l.deal_id, l.memo)::posting_input), '{}')
  from jsonb_array_elements(entries) with ordinality e(entry, n)
  cross join lateral rows from (jsonb_to_recordset(e.entry -> 'postings') as (account_id uuid, amount_minor bigint,
    currency text, base_minor bigint, company_id uuid, invoice_id uuid, payment_id uuid, department text, deal_id uuid,
    memo text)) with ordinality
    l(account_id, amount_minor, currency, base_minor, company_id, invoice_id, payment_id, department, deal_id, memo, line));
end $$;

-- JSON to entries, each with its period, the hash of what it asks for (ids and batch left out: a retry may make them anew)
-- and whether its key has been used before.
create function read_entry_inputs(entries jsonb, lines posting_input[]) returns entry_input[] language plpgsql stable as $$
begin
  return (select coalesce(array_agg(row(e.n, i.id, i.date, i.source, coalesce(i.memo, ''), i.idempotency_key, i.reverses_id,
    i.batch_id, coalesce(i.adjusting, false), null, p.id,
    encode(sha256(convert_to(jsonb_build_array(i.date, i.source, coalesce(i.memo, ''), i.reverses_id, p.number = 13,
      c.content)::text, 'UTF8')), 'hex'),
    exists (select from journal_entry j
      where j.workspace_id = current_workspace() and j.idempotency_key = i.idempotency_key))::entry_input order by e.n), '{}')
  from jsonb_array_elements(entries) with ordinality e(entry, n)
  cross join lateral jsonb_to_record(e.entry) as i(id uuid, date date, source text, memo text, idempotency_key text,
    reverses_id uuid, batch_id uuid, adjusting boolean)
  left join (
    select l.n, jsonb_agg(jsonb_build_array(l.account_id, l.amount_minor, l.currency, l.base_minor, l.company_id,
      l.invoice_id, l.payment_id, l.department, l.deal_id, l.memo) order by l.line) content
    from unnest(lines) l group by l.n
  ) c on c.n = e.n
  left join lateral (
    select p.id, p.number from period p
    where p.workspace_id = current_workspace() and p.starts_on <= i.date and p.ends_on >= i.date
      and (p.number = 13) = coalesce(i.adjusting, false)
    order by p.starts_on desc limit 1
  ) p on true);
end $$;

-- The first thing that is wrong with new entries, if anything: a SQLSTATE, a sentence, and a JSON object.
create function find_fault(entries entry_input[], lines posting_input[], base_currency text)
returns table (code text, message text, detail jsonb) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
  with e as (select * from unnest(entries) where not known),
  l as (select l.* from unnest(lines) l join e on e.n = l.n),
  a as (select a.* from account a where a.workspace_id = current_workspace()
    and a.id in (select account_id from l)),
  sums as (
    select n, count(*) lines, sum(base_minor) base, sum(amount_minor) amount, count(distinct currency) currencies,
      min(currency) currency
    from l group by n
  ),
  mirror as (
    select e.n from e where e.reverses_id is not null and exists (
      select from (
        select account_id, currency, amount_minor, base_minor from l where l.n = e.n
        union all
        select p.account_id, p.currency, p.amount_minor, p.base_minor from posting p
          where p.workspace_id = current_workspace() and p.entry_id = e.reverses_id
        union all
        select o.account_id, o.currency, o.amount_minor, o.base_minor
          from unnest(entries) t join unnest(lines) o on o.n = t.n
          where t.id = e.reverses_id and not t.known
      ) both_sides
      group by account_id, currency having sum(amount_minor) <> 0 or sum(base_minor) <> 0
    )
  ),
  faults(n, code, message, more) as (
    select e.n, 'DB000', 'An entry needs an id, a date, a source and an idempotency key.', '{}'::jsonb
    from e where id is null or date is null or coalesce(btrim(source), '') = '' or coalesce(btrim(idempotency_key), '') = ''
    union all
    select l.n, 'DB000', 'A posting needs an account, an amount and a currency; in another currency than the books'' its base amount too.',
      jsonb_build_object('line', l.line, 'currency', l.currency)
    from l where account_id is null or amount_minor is null or currency is null or base_minor is null
    union all
    select l.n, 'DB001', format('A posting of %s %s has another amount in the base currency.', l.amount_minor, l.currency),
      jsonb_build_object('line', l.line, 'amount_minor', l.amount_minor, 'base_minor', l.base_minor, 'currency', l.currency)
    from l where l.currency = base_currency and l.amount_minor <> l.base_minor
      or sign(l.amount_minor) * sign(l.base_minor) < 0
    union all
    select e.n, 'DB001', 'An entry needs at least two postings.', jsonb_build_object('postings', coalesce(s.lines, 0))
    from e left join sums s on s.n = e.n where coalesce(s.lines, 0) < 2
    union all
    select n, 'DB001', format('The entry does not balance: its postings sum to %s %s (minor units), not to zero.', base, base_currency),
      jsonb_build_object('sum_minor', base, 'currency', base_currency)
    from sums where base <> 0
    union all
    select n, 'DB001', format('The entry does not balance: its postings sum to %s %s (minor units), not to zero.', amount, currency),
      jsonb_build_object('sum_minor', amount, 'currency', currency)
    from sums where currencies = 1 and amount <> 0
    union all
    select l.n, 'DB005', case when a.id is null then 'There is no such account.'
      else format('Account %s is not in use any more.', a.code) end,
      jsonb_build_object('line', l.line, 'account_id', l.account_id, 'account_code', a.code)
    from l left join a on a.id = l.account_id where l.account_id is not null and a.active is not true
    union all
    select l.n, 'DB003', format('Account %s %s takes postings only with a company and a document (an invoice or a payment).', a.code, a.name),
      jsonb_build_object('line', l.line, 'account_id', a.id, 'account_code', a.code, 'control', a.control)
    from l join a on a.id = l.account_id
    where a.control is not null and (l.company_id is null or num_nonnulls(l.invoice_id, l.payment_id) = 0)
    union all
    select n, 'DB006', format('The books have no %s for %s. Open the fiscal year first.',
      case when adjusting then 'adjusting period that ends' else 'period' end, date), '{}'
    from e where date is not null and period_id is null
    union all
    select e.n, 'DB008', 'The entry that is to be reversed is not there.', jsonb_build_object('reverses_id', e.reverses_id)
    from e where e.reverses_id is not null and not exists (select from journal_entry j
        where j.workspace_id = current_workspace() and j.id = e.reverses_id)
      and not exists (select from unnest(entries) o where o.id = e.reverses_id and o.n <> e.n)
    union all
    select e.n, 'DB008', 'That entry has been reversed already.', jsonb_build_object('reverses_id', e.reverses_id)
    from e where e.reverses_id is not null and (exists (select from journal_entry j
        where j.workspace_id = current_workspace() and j.reverses_id = e.reverses_id)
      or exists (select from e o where o.reverses_id = e.reverses_id and o.n < e.n))
    union all
    select n, 'DB008', 'A reversal must post the exact opposite of the entry that it names.', '{}' from mirror
  )
  select f.code, f.message, f.more || jsonb_build_object('entry_id', e.id, 'idempotency_key', e.idempotency_key,
    'date', e.date, 'entry', f.n)
  from faults f join e on e.n = f.n order by f.n, f.code limit 1;
end $$;

-- Shared locks on every period that is touched, in one order for all; then, in a later snapshot, whether each is open.
create function hold_periods_open(entries entry_input[]) returns void language plpgsql as $$
declare
  closed record;
begin
  perform pg_advisory_xact_lock_shared(period_lock_key(touched.period_id)) from
    (select distinct e.period_id from unnest(entries) e where not e.known order by 1) touched;
  select e.id, e.idempotency_key, e.date, e.n, p.id period_id, period_name(p.year, p.number) period into closed
  from unnest(entries) e join period p on p.workspace_id = current_workspace() and p.id = e.period_id
  where not e.known and p.state <> 'open' order by e.n limit 1;
  if found then
    perform refuse('DB002', format('%s lies in period %s, which is closed.', closed.date, closed.period),
      jsonb_build_object('entry_id', closed.id, 'idempotency_key', closed.idempotency_key, 'date', closed.date,
        'entry', closed.n, 'period', closed.period, 'period_id', closed.period_id, 'next_open_date',
        (select min(greatest(p.starts_on, closed.date)) from period p
          where p.workspace_id = current_workspace() and p.state = 'open' and p.number <= 12 and p.ends_on >= closed.date)));
  end if;
end $$;

-- Posts entries, all or none. `entries` is an array of {id, date, source, memo?, idempotency_key, reverses_id?, batch_id?,
-- adjusting?, postings: [{account_id, amount_minor, currency, base_minor?, company_id?, invoice_id?, payment_id?,
-- department?, deal_id?, memo?}]}; debits are positive. `adjusting` posts into the thirteenth period (date = the year's last day).
-- Returns one row an entry, in order: the stored entry's id, and whether it had been posted before by the same key.
create function post_entries(entries jsonb) returns table (entry_id uuid, replayed boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on
set plan_cache_mode = force_generic_plan as $$
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
  if pg_column_size(entries) > 50000 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
  select base_currency into base from workspace where id = ws;
  begin
    lines := read_posting_inputs(entries, base);
    heads := read_entry_inputs(entries, lines);
  exception when data_exception then
    perform refuse('DB000', 'The entries can''t be read: ' || sqlerrm || '.', jsonb_build_object('reason', sqlerrm));
  end;
  if exists (select from unnest(heads) where reverses_id is not null) then
    -- Two reversals of one entry wait for each other here, so that the later one gets a sentence.
    perform from journal_entry where workspace_id = ws
      and id in (select reverses_id from unnest(heads)) order by id for no key update;
  end if;
  select * into fault from find_fault(heads, lines, base);
  if found then perform refuse(fault.code, fault.message, fault.detail); end if;
  perform hold_periods_open(heads);

  with head as (
    insert into journal_entry (workspace_id, id, date, source, memo, idempotency_key, request_hash, recorded_at, recorded_by,
      via, batch_id, period_id, reverses_id, created_at)
    select ws, h.id, h.date, h.source, h.memo, h.idempotency_key, h.request_hash, at, actor, through,
      h.batch_id, h.period_id, h.reverses_id, at
    from unnest(heads) h where not h.known
    on conflict (workspace_id, idempotency_key) do nothing
    returning id
  ), line as (
    insert into posting (workspace_id, id, line, date, amount_minor, currency, base_minor, department, memo, entry_id,
      account_id, period_id, company_id, invoice_id, payment_id, deal_id, created_at)
    select ws, new_id(), l.line, h.date, l.amount_minor, l.currency, l.base_minor, l.department, l.memo, h.id,
      l.account_id, h.period_id, l.company_id, l.invoice_id, l.payment_id, l.deal_id, at
    from head join unnest(heads) h on h.id = head.id join unnest(lines) l on l.n = h.n
  ), queued as (
    insert into unsealed (workspace_id, id, entry_id, created_at) select ws, head.id, head.id, at from head
  )
  select array_agg(head.id) into stored from head;

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

-- All postings of an entry come in one statement, numbered from 1, and balance. As `line` is unique in its entry, nothing
-- can be added afterwards. The keys are looked up here too, once a statement (see *Keys* below).
create function check_new_postings() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  bad record;
begin
  select n.entry_id, sum(n.base_minor) sum_minor into bad from new_rows n group by n.workspace_id, n.entry_id
  having count(*) < 2 or sum(n.base_minor) <> 0 or min(n.line) <> 1 or max(n.line) <> count(*)
    or (min(n.currency) = max(n.currency) and sum(n.amount_minor) <> 0)
  limit 1;
  if found then
    perform refuse('DB001', 'The postings of an entry must be recorded together and balance.',
      jsonb_build_object('entry_id', bad.entry_id, 'sum_minor', bad.sum_minor));
  end if;
  select n.entry_id into bad from new_rows n
    left join journal_entry e on e.workspace_id = n.workspace_id and e.id = n.entry_id
      and e.period_id = n.period_id and e.date = n.date
    where e.id is null limit 1;
  if found then
    raise exception using errcode = 'foreign_key_violation', constraint = 'posting_workspace_id_entry_id_fkey',
      message = 'A posting has the date and the period of an entry of its workspace.';
  end if;
  select n.account_id into bad from (select distinct workspace_id, account_id from new_rows) n
    left join account a on a.workspace_id = n.workspace_id and a.id = n.account_id where a.id is null limit 1;
  if found then
    raise exception using errcode = 'foreign_key_violation', constraint = 'posting_workspace_id_account_id_fkey',
      message = 'A posting is on an account of its workspace.';
  end if;
  return null;
end $$;
create trigger b_balanced after insert on posting referencing new table as new_rows
  for each statement execute function check_new_postings();

-- At SET CONSTRAINTS ALL IMMEDIATE, at the latest at COMMIT: no entry without its postings.
create function check_entry_posted() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
begin
  if (select count(*) >= 2 and sum(base_minor) = 0
      from posting p where p.workspace_id = new.workspace_id and p.entry_id = new.id) is not true
    or not exists (select from period d where d.workspace_id = new.workspace_id and d.id = new.period_id
      and new.date between d.starts_on and d.ends_on) then
    perform refuse('DB001', 'An entry needs a period for its date, and at least two postings that sum to zero.',
      jsonb_build_object('entry_id', new.id));
  end if;
  return null;
end $$;
create constraint trigger c_posted after insert on journal_entry deferrable initially deferred
  for each row execute function check_entry_posted();

-- ---- Keys

-- Foreign keys are checked row by row and lock what they refer to: for the same few accounts and periods under every posting
-- that cost 2.9 of 4.3 s in a load of 20,000 postings, and made 8 clients queue for one account's row. So on the ledger's own
-- keys the checks above stand in for them, set-wise; and what they refer to never goes away, which needs no lock at all: entries
-- are append-only, and accounts and periods keep their keys for ever (an account is set inactive).
create trigger a_keep before delete on account for each row execute function refuse_change();
create trigger a_keep before delete on period for each row execute function refuse_change();
create trigger a_keep_key before update of workspace_id, id on account for each row
  when (old.id <> new.id or old.workspace_id <> new.workspace_id) execute function refuse_change();
create trigger a_keep_key before update of workspace_id, id on period for each row
  when (old.id <> new.id or old.workspace_id <> new.workspace_id) execute function refuse_change();
revoke delete on account from daybook_app;

-- Postgres 18 can keep such a key on record without checking it; before that it has to go.
do $$
declare
  key record;
begin
  for key in select conrelid::regclass as on_table, conname from pg_constraint where contype = 'f' and conname in (
    'posting_workspace_id_entry_id_fkey', 'posting_workspace_id_account_id_fkey', 'posting_workspace_id_period_id_fkey',
    'journal_entry_workspace_id_period_id_fkey', 'unsealed_workspace_id_entry_id_fkey', 'sealed_entry_workspace_id_entry_id_fkey',
    'balance_workspace_id_account_id_fkey', 'balance_workspace_id_period_id_fkey', 'balance_delta_workspace_id_account_id_fkey')
  loop
    execute format('alter table %s %s', key.on_table, case when current_setting('server_version_num')::int >= 180000
      then format('alter constraint %I not enforced', key.conname) else format('drop constraint %I', key.conname) end);
  end loop;
end $$;

grant execute on function post_entries(jsonb) to daybook_app;
