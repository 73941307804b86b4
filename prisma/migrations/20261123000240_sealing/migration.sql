-- Functions only: their bodies are looked at here, and no row is touched.
set local row_security = on;

-- Sealing: what has committed gets its numbers without gaps, is hashed onto the chain and folded into the balances.

create function seal_lock_key(workspace uuid) returns bigint language sql immutable parallel safe
return hashtextextended('daybook.seal:' || workspace, 0);

-- h(n) = sha256(h(n-1) || text(n)) as a running aggregate: `chain_hash(text, seed) over (order by number)`.
create function chain_step(so_far text, entry_text text, seed text) returns text language sql immutable parallel safe
return encode(sha256(convert_to(coalesce(so_far, seed) || entry_text, 'UTF8')), 'hex');
create aggregate chain_hash(text, text) (sfunc = chain_step, stype = text);

create function chain_seed() returns text language sql immutable parallel safe return repeat('0', 64);

-- All that an entry says, its number included, as one canonical text: a JSON array, instants as milliseconds since 1970.
create function entry_text(entry journal_entry, number bigint) returns text language sql stable as $$
  select jsonb_build_array(number, entry.id, entry.date, entry.source, entry.memo, entry.idempotency_key, entry.request_hash,
    (extract(epoch from entry.recorded_at) * 1000)::bigint, entry.recorded_by, entry.via, entry.batch_id, entry.period_id,
    entry.reverses_id, (
      select jsonb_agg(jsonb_build_array(p.line, p.id, p.account_id, p.amount_minor, p.currency, p.base_minor, p.department,
        p.memo, p.company_id, p.invoice_id, p.payment_id, p.deal_id) order by p.line)
      from posting p where p.workspace_id = entry.workspace_id and p.entry_id = entry.id
    ))::text
$$;

-- Seals up to `at_most` committed entries in the order in which they were recorded. One sealer a workspace: if another is at
-- it, this one seals nothing – or waits, with `wait`, as a report does that wants everything up to now. Returns the number of
-- the new seal (null when there was nothing to seal) and how many entries it holds.
create function seal_entries(at_most integer default 10000, wait boolean default false)
returns table (seal_number bigint, entries integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  last_seal record;
  head text;
  first_number bigint;
  last_number bigint;
  this_seal bigint;
begin
  if wait then perform pg_advisory_xact_lock(seal_lock_key(ws));
  elsif not pg_try_advisory_xact_lock(seal_lock_key(ws)) then return query select null::bigint, 0; return;
  end if;
  select s.number, s.last_entry, s.hash into last_seal from seal s where s.workspace_id = ws order by s.number desc limit 1;
  this_seal := coalesce(last_seal.number, 0) + 1;

  with batch as (
    select e as entry, coalesce(last_seal.last_entry, 0) + row_number() over (order by e.recorded_at, e.id) as number
    from unsealed u join journal_entry e on e.workspace_id = ws and e.id = u.entry_id
    where u.workspace_id = ws order by e.recorded_at, e.id limit at_most
  ), chained as (
    select (b.entry).id as entry_id, b.number, chain_hash(entry_text(b.entry, b.number),
      coalesce(last_seal.hash, chain_seed())) over (order by b.number) as hash
    from batch b
  ), numbered as (
    insert into sealed_entry (workspace_id, id, number, seal_number, hash, entry_id)
    select ws, c.entry_id, c.number, this_seal, c.hash, c.entry_id from chained c returning number, hash
  )
  select min(n.number), max(n.number), (array_agg(n.hash order by n.number desc))[1] into first_number, last_number, head
  from numbered n;
  if first_number is null then return query select null::bigint, 0; return; end if;

  insert into seal (workspace_id, id, number, at, first_entry, last_entry, hash, previous_hash)
  values (ws, new_id(), this_seal, app_now(), first_number, last_number, head, coalesce(last_seal.hash, chain_seed()));
  delete from unsealed u using sealed_entry s
  where u.workspace_id = ws and s.workspace_id = ws and s.seal_number = this_seal and u.entry_id = s.entry_id;
  perform fold_seal(ws, this_seal);
  return query select this_seal, (last_number - first_number + 1)::int;
end $$;

-- Adds the postings of a seal to the running balance of each period and to the deltas of each day.
create function fold_seal(ws uuid, this_seal bigint) returns void language plpgsql as $$
begin
  insert into balance_delta (workspace_id, id, seal_number, date, account_id, currency, department, amount_minor, base_minor)
  select ws, new_id(), this_seal, p.date, p.account_id, p.currency, coalesce(p.department, ''), sum(p.amount_minor), sum(p.base_minor)
  from sealed_entry s join posting p on p.workspace_id = ws and p.entry_id = s.entry_id
  where s.workspace_id = ws and s.seal_number = this_seal
  group by p.date, p.account_id, p.currency, coalesce(p.department, '');

  insert into balance as b (workspace_id, id, period_id, account_id, currency, department, amount_minor, base_minor, seal_number)
  select ws, new_id(), p.period_id, p.account_id, p.currency, coalesce(p.department, ''), sum(p.amount_minor), sum(p.base_minor), this_seal
  from sealed_entry s join posting p on p.workspace_id = ws and p.entry_id = s.entry_id
  where s.workspace_id = ws and s.seal_number = this_seal
  group by p.period_id, p.account_id, p.currency, coalesce(p.department, '')
  on conflict (workspace_id, period_id, account_id, currency, department) do update
  set amount_minor = b.amount_minor + excluded.amount_minor, base_minor = b.base_minor + excluded.base_minor,
    seal_number = excluded.seal_number;
end $$;

-- Balances of every account up to and including a date. Without `at_seal` as of now: sealed balances and the unsealed tail.
-- With it exactly what was sealed then, the same for ever: later seals are taken off again. Costs O(accounts × periods) plus
-- the deltas of one month and of the seals since, however many postings there are. As the reader, under its wall.
create function trial_balance(as_of date, at_seal bigint default null)
returns table (account_id uuid, code text, name text, kind text, currency text, department text,
  amount_minor bigint, base_minor bigint)
language sql stable as $$
  with parts as (
    select b.account_id, b.currency, b.department, b.amount_minor, b.base_minor
    from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
    where b.workspace_id = current_workspace() and p.ends_on <= as_of
    union all
    select d.account_id, d.currency, d.department, d.amount_minor, d.base_minor
    from period p join balance_delta d on d.workspace_id = p.workspace_id and d.date between p.starts_on and as_of
    where p.workspace_id = current_workspace() and p.number <= 12 and p.starts_on <= as_of and p.ends_on > as_of
    union all
    select d.account_id, d.currency, d.department, -d.amount_minor, -d.base_minor
    from balance_delta d
    where d.workspace_id = current_workspace() and d.seal_number > at_seal and d.date <= as_of
    union all
    select l.account_id, l.currency, coalesce(l.department, ''), l.amount_minor, l.base_minor
    from unsealed u join posting l on l.workspace_id = u.workspace_id and l.entry_id = u.entry_id
    where at_seal is null and u.workspace_id = current_workspace() and l.date <= as_of
  )
  select a.id, a.code, a.name, a.kind, s.currency, s.department, s.amount, s.base
  from (
    select p.account_id, p.currency, p.department, sum(p.amount_minor)::bigint amount, sum(p.base_minor)::bigint base
    from parts p group by p.account_id, p.currency, p.department
  ) s join account a on a.workspace_id = current_workspace() and a.id = s.account_id
  where s.amount <> 0 or s.base <> 0
  order by a.code, s.currency, s.department
$$;

create index balance_delta_of_day on balance_delta (workspace_id, date);

grant execute on function seal_entries(integer, boolean) to daybook_app;
grant execute on function trial_balance(date, bigint) to daybook_app, daybook_reader;
