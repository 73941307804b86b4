-- Functions only: their bodies are looked at here, and no row is touched.
set local row_security = on;

-- Postings may name a bill, and a tax code: the ledger's functions made anew for them, and what is proved on both sides.

alter type posting_input add attribute bill_id uuid, add attribute tax_code_id uuid;

-- JSON to lines; an amount may be a number or a string of digits. `base_minor` defaults to the amount in the base currency.
create or replace function read_posting_inputs(entries jsonb, base_currency text) returns posting_input[] language plpgsql stable as $$
begin
  return (select coalesce(array_agg(row(e.n, l.line, l.account_id, l.amount_minor, l.currency,
    coalesce(l.base_minor, case when l.currency = base_currency then l.amount_minor end), l.company_id, l.invoice_id,
    l.payment_id, nullif(l.department, ''), l.deal_id, l.memo, l.bill_id, l.tax_code_id)::posting_input), '{}')
  from jsonb_array_elements(entries) with ordinality e(entry, n)
  cross join lateral rows from (jsonb_to_recordset(e.entry -> 'postings') as (account_id uuid, amount_minor bigint,
    currency text, base_minor bigint, company_id uuid, invoice_id uuid, payment_id uuid, department text, deal_id uuid,
    memo text, bill_id uuid, tax_code_id uuid)) with ordinality
    l(account_id, amount_minor, currency, base_minor, company_id, invoice_id, payment_id, department, deal_id, memo, bill_id, tax_code_id, line));
end $$;

-- JSON to entries, each with its period, the hash of what it asks for (ids and batch left out: a retry may make them anew) and
-- whether its key has been used before. Of what postings could not name at first, nulls are left out: old hashes stay true.
create or replace function read_entry_inputs(entries jsonb, lines posting_input[]) returns entry_input[] language plpgsql stable as $$
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

-- The first thing that is wrong with new entries, if anything: a SQLSTATE, a sentence, and a JSON object.
create or replace function find_fault(entries entry_input[], lines posting_input[], base_currency text)
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
    select l.n, 'DB003', format('Account %s %s takes postings only with a company and a document (an invoice, a bill or a payment).', a.code, a.name),
      jsonb_build_object('line', l.line, 'account_id', a.id, 'account_code', a.code, 'control', a.control)
    from l join a on a.id = l.account_id
    where a.control is not null and (l.company_id is null or num_nonnulls(l.invoice_id, l.bill_id, l.payment_id) = 0)
    union all
    select l.n, 'DB005', 'There is no such tax code.', jsonb_build_object('line', l.line, 'tax_code_id', l.tax_code_id)
    from l where l.tax_code_id is not null and not exists (
      select from tax_code t where t.workspace_id = current_workspace() and t.id = l.tax_code_id)
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

-- Posts entries, all or none. `entries` is an array of {id, date, source, memo?, idempotency_key, reverses_id?, batch_id?,
-- adjusting?, postings: [{account_id, amount_minor, currency, base_minor?, company_id?, invoice_id?, bill_id?, payment_id?,
-- tax_code_id?, department?, deal_id?, memo?}]}; debits are positive. `adjusting` posts into the thirteenth period (date = the
-- year's last day). Returns one row an entry, in order: the stored entry's id, and whether it had been posted before by the same key.
create or replace function post_entries(entries jsonb) returns table (entry_id uuid, replayed boolean)
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
      account_id, period_id, company_id, invoice_id, payment_id, deal_id, bill_id, tax_code_id, created_at)
    select ws, new_id(), l.line, h.date, l.amount_minor, l.currency, l.base_minor, l.department, l.memo, h.id,
      l.account_id, h.period_id, l.company_id, l.invoice_id, l.payment_id, l.deal_id,
      l.bill_id, l.tax_code_id, at
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

-- All that an entry says, its number included, as one canonical text: a JSON array, instants as milliseconds since 1970.
create or replace function entry_text(entry journal_entry, number bigint) returns text language sql stable as $$
  select jsonb_build_array(number, entry.id, entry.date, entry.source, entry.memo, entry.idempotency_key, entry.request_hash,
    (extract(epoch from entry.recorded_at) * 1000)::bigint, entry.recorded_by, entry.via, entry.batch_id, entry.period_id,
    entry.reverses_id, (
      select jsonb_agg(jsonb_build_array(p.line, p.id, p.account_id, p.amount_minor, p.currency, p.base_minor, p.department,
        p.memo, p.company_id, p.invoice_id, p.payment_id, p.deal_id)
        || case when num_nonnulls(p.bill_id, p.tax_code_id) = 0 then '[]' else jsonb_build_array(p.bill_id, p.tax_code_id) end
        order by p.line)
      from posting p where p.workspace_id = entry.workspace_id and p.entry_id = entry.id
    ))::text
$$;

-- Per control account's kind, company and currency the accounts equal what is open, in that currency and in the base currency: on
-- the receivable side invoices less credit notes and unapplied payments in, on the payable side bills less credits and unapplied
-- payments out. A refund is allocated whole when it is made, so nothing of it is ever unapplied.
create function open_items(ws uuid) returns table (control text, company_id uuid, currency text, minor bigint, base_minor bigint)
language sql stable as $$
  select 'receivable', i.company_id, i.currency, case i.kind when 'invoice' then i.open_minor else -i.open_minor end,
    case i.kind when 'invoice' then i.base_open_minor else -i.base_open_minor end
  from invoice i where i.workspace_id = ws and i.open_minor <> 0
  union all
  select case p.direction when 'in' then 'receivable' else 'payable' end, p.company_id, p.currency,
    case p.direction when 'in' then -p.unapplied_minor else p.unapplied_minor end,
    case p.direction when 'in' then -p.base_unapplied_minor else p.base_unapplied_minor end
  from payment p where p.workspace_id = ws and p.unapplied_minor <> 0 and p.company_id is not null
  union all
  select 'payable', b.company_id, b.currency, case b.kind when 'credit_note' then b.open_minor else -b.open_minor end,
    case b.kind when 'credit_note' then b.base_open_minor else -b.base_open_minor end
  from bill b where b.workspace_id = ws and b.open_minor <> 0 and b.company_id is not null
$$;

create function verify_control_accounts(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  with control as (
    select a.control, p.company_id, p.currency, sum(p.amount_minor) minor, sum(p.base_minor) base
    from account a join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
    where a.workspace_id = ws and a.control is not null group by 1, 2, 3
  ), items as (
    select o.control, o.company_id, o.currency, sum(o.minor) minor, sum(o.base_minor) base from open_items(ws) o group by 1, 2, 3
  )
  select 'control-accounts', format('The %s accounts differ from the open items of a company.', coalesce(k.control, i.control)),
    jsonb_build_object('company', c.ref, 'company_id', company_id, 'currency', coalesce(k.currency, i.currency), 'accounts_minor', coalesce(k.minor, 0),
      'open_items_minor', coalesce(i.minor, 0), 'accounts_base_minor', coalesce(k.base, 0), 'open_items_base_minor', coalesce(i.base, 0))
  from control k full join items i using (control, company_id, currency)
  left join company c on c.workspace_id = ws and c.id = company_id
  where coalesce(k.minor, 0) <> coalesce(i.minor, 0) or coalesce(k.base, 0) <> coalesce(i.base, 0)
$$;

drop function verify_receivables(uuid);

-- Proves the books from the postings up. No rows: everything holds. Each row is one thing that doesn't: the law, a sentence, and
-- what it concerns. Runs as whoever asks, in one snapshot, under the wall.
create or replace function verify_books() returns table (law text, problem text, detail jsonb)
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  ws uuid := current_workspace();
begin
  if ws is null then raise exception using errcode = 'DB007', message = 'No workspace is set for this transaction.'; end if;
  return query select * from verify_entries(ws);
  return query select * from verify_balances(ws);
  return query select * from verify_control_accounts(ws);
  return query select * from verify_numbers(ws);
  return query select * from verify_chain(ws);
end $$;

-- No number is missing or used twice: entries, seals, and the documents of every series. Imported ones keep the numbers they had.
create or replace function verify_numbers(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  select 'entry-numbers', 'Entry numbers have a gap.', jsonb_build_object('entries', count(*), 'last', max(s.number))
  from sealed_entry s where s.workspace_id = ws having count(*) <> coalesce(max(s.number), 0)
  union all
  select 'seal-numbers', 'A seal does not follow on the one before it.', jsonb_build_object('seal', x.number)
  from (
    select s.number, s.first_entry, s.previous_hash, lag(s.number) over w was, lag(s.last_entry) over w last_before, lag(s.hash) over w hash_before
    from seal s where s.workspace_id = ws window w as (order by s.number)
  ) x where x.number <> coalesce(x.was, 0) + 1 or x.first_entry <> coalesce(x.last_before, 0) + 1
    or x.previous_hash <> coalesce(x.hash_before, chain_seed())
  union all
  select 'document-numbers', 'A number of an invoice or credit note is missing.', jsonb_build_object('number', document_number(s.prefix, s.year, n))
  from number_series s cross join generate_series(1, s.next_number - 1) n
  where s.workspace_id = ws and not exists (
    select from invoice i where i.workspace_id = ws and i.kind = s.kind and i.number = document_number(s.prefix, s.year, n))
  union all
  select 'document-numbers', 'An invoice or credit note has a number that no series has given.', jsonb_build_object('number', i.number, 'invoice_id', i.id)
  from invoice i where i.workspace_id = ws and i.number is not null and not i.imported and not exists (
    select from number_series s where s.workspace_id = ws and s.kind = i.kind
      and s.year = substring(i.number from '(\d{4})-\d+$')::int and i.number = document_number(s.prefix, s.year, substring(i.number from '\d+$')::int)
      and substring(i.number from '\d+$')::int < s.next_number)
$$;

grant execute on function open_items(uuid), verify_control_accounts(uuid) to daybook_app, daybook_reader;
