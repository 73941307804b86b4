-- Functions only: their bodies are looked at here, and no row is touched.
set local row_security = on;

-- Proves the books from the postings up. No rows: everything holds. Each row is one thing that doesn't: the law, a sentence,
-- and what it concerns. Runs as whoever asks, in one snapshot, under the wall.
create function verify_books() returns table (law text, problem text, detail jsonb)
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  ws uuid := current_workspace();
begin
  if ws is null then raise exception using errcode = 'DB007', message = 'No workspace is set for this transaction.'; end if;
  return query select * from verify_entries(ws);
  return query select * from verify_balances(ws);
  return query select * from verify_receivables(ws);
  return query select * from verify_numbers(ws);
  return query select * from verify_chain(ws);
end $$;

-- Every entry balances, in its base currency and in its own if it has but one; its postings lie in its period.
create function verify_entries(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  select 'entries-balanced', case when count(p.id) < 2 then 'An entry has fewer than two postings.'
      else 'An entry does not sum to zero.' end,
    jsonb_build_object('entry_id', e.id, 'postings', count(p.id), 'sum_base_minor', sum(p.base_minor), 'sum_minor', sum(p.amount_minor))
  from journal_entry e left join posting p on p.workspace_id = e.workspace_id and p.entry_id = e.id
  where e.workspace_id = ws group by e.id
  having count(p.id) < 2 or sum(p.base_minor) <> 0 or (min(p.currency) = max(p.currency) and sum(p.amount_minor) <> 0)
  union all
  select 'posted-in-period', 'A posting lies outside its period, or not where its entry does.',
    jsonb_build_object('entry_id', e.id, 'line', p.line, 'date', p.date, 'period', period_name(d.year, d.number))
  from posting p join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
  join period d on d.workspace_id = p.workspace_id and d.id = p.period_id
  where p.workspace_id = ws
    and (p.date not between d.starts_on and d.ends_on or p.period_id <> e.period_id or p.date <> e.date)
  union all
  select 'sealed-once', 'An entry is neither waiting to be sealed nor sealed, or both.', jsonb_build_object('entry_id', e.id)
  from journal_entry e
  left join unsealed u on u.workspace_id = e.workspace_id and u.entry_id = e.id
  left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
  where e.workspace_id = ws and num_nonnulls(u.id, s.id) <> 1
$$;

-- The running balances are the sums of the sealed postings, and so are the deltas.
create function verify_balances(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  with proved as (
    select p.period_id, p.account_id, p.currency, coalesce(p.department, '') department, sum(p.amount_minor) amount, sum(p.base_minor) base
    from sealed_entry s join posting p on p.workspace_id = s.workspace_id and p.entry_id = s.entry_id
    where s.workspace_id = ws group by 1, 2, 3, 4
  ), kept as (
    select b.period_id, b.account_id, b.currency, b.department, b.amount_minor amount, b.base_minor base
    from balance b where b.workspace_id = ws
  ), by_account as (
    select account_id, currency, department, sum(amount) amount, sum(base) base from kept group by 1, 2, 3
  ), deltas as (
    select d.account_id, d.currency, d.department, sum(d.amount_minor) amount, sum(d.base_minor) base
    from balance_delta d where d.workspace_id = ws group by 1, 2, 3
  )
  select 'balances', 'A balance is not the sum of its postings.', jsonb_build_object('account', a.code, 'currency', currency,
    'department', department, 'period_id', period_id, 'kept_minor', k.amount, 'proved_minor', p.amount)
  from kept k full join proved p using (period_id, account_id, currency, department)
  left join account a on a.workspace_id = ws and a.id = account_id
  where coalesce(k.amount, 0) <> coalesce(p.amount, 0) or coalesce(k.base, 0) <> coalesce(p.base, 0)
  union all
  select 'deltas', 'The daily deltas of an account do not sum to its balance.', jsonb_build_object('account', a.code,
    'currency', currency, 'department', department, 'balance_minor', k.amount, 'deltas_minor', d.amount)
  from by_account k full join deltas d using (account_id, currency, department)
  left join account a on a.workspace_id = ws and a.id = account_id
  where coalesce(k.amount, 0) <> coalesce(d.amount, 0) or coalesce(k.base, 0) <> coalesce(d.base, 0)
$$;

-- Per company and currency the receivable accounts equal the open invoices less what payments have left unapplied.
create function verify_receivables(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  with control as (
    select p.company_id, p.currency, sum(p.amount_minor) minor
    from account a join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
    where a.workspace_id = ws and a.control = 'receivable' group by 1, 2
  ), items as (
    select company_id, currency, sum(minor) minor from (
      select i.company_id, i.currency, i.open_minor minor from invoice i where i.workspace_id = ws and i.open_minor <> 0
      union all
      select p.company_id, p.currency, -p.unapplied_minor from payment p where p.workspace_id = ws and p.unapplied_minor <> 0
    ) open_items group by 1, 2
  )
  select 'control-accounts', 'The receivable accounts differ from the open items of a company.', jsonb_build_object(
    'company', c.ref, 'company_id', company_id, 'currency', coalesce(k.currency, i.currency), 'accounts_minor', coalesce(k.minor, 0),
    'open_items_minor', coalesce(i.minor, 0))
  from control k full join items i using (company_id, currency)
  left join company c on c.workspace_id = ws and c.id = company_id
  where coalesce(k.minor, 0) <> coalesce(i.minor, 0)
$$;

-- No number is missing or used twice: entries, seals, and the invoices of every series.
create function verify_numbers(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
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
  select 'document-numbers', 'An invoice number is missing.', jsonb_build_object('number', document_number(s.prefix, s.year, n))
  from number_series s cross join generate_series(1, s.next_number - 1) n
  where s.workspace_id = ws and s.kind = 'invoice' and not exists (
    select from invoice i where i.workspace_id = ws and i.number = document_number(s.prefix, s.year, n))
  union all
  select 'document-numbers', 'An invoice has a number that no series has given.', jsonb_build_object('number', i.number, 'invoice_id', i.id)
  from invoice i where i.workspace_id = ws and i.number is not null and not exists (
    select from number_series s where s.workspace_id = ws and s.kind = 'invoice'
      and s.year = substring(i.number from '(\d{4})-\d+$')::int and i.number = document_number(s.prefix, s.year, substring(i.number from '\d+$')::int)
      and substring(i.number from '\d+$')::int < s.next_number)
$$;

-- The chain, made again from the entries as they stand: names the first entry and the seals that don't match.
create function verify_chain(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  with again as (
    select s.number, s.seal_number, s.entry_id, s.hash, chain_hash(entry_text(e, s.number), chain_seed()) over (order by s.number) proved
    from sealed_entry s join journal_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id
    where s.workspace_id = ws
  )
  (select 'chain', 'From this entry on the chain does not match: it or an earlier one was changed.',
    jsonb_build_object('entry', 'JE-' || a.number, 'entry_id', a.entry_id, 'seal', a.seal_number)
  from again a where a.hash <> a.proved order by a.number limit 1)
  union all
  select 'chain', 'A seal does not match its last entry.', jsonb_build_object('seal', s.number)
  from seal s left join again a on a.number = s.last_entry
  where s.workspace_id = ws and (s.hash is distinct from a.proved or s.number is distinct from a.seal_number)
$$;

grant execute on function verify_books(), verify_entries(uuid), verify_balances(uuid), verify_receivables(uuid), verify_numbers(uuid),
  verify_chain(uuid), entry_text(journal_entry, bigint), chain_step(text, text, text), chain_hash(text, text), chain_seed(),
  document_number(text, int, int), period_name(int, int) to daybook_app, daybook_reader;
