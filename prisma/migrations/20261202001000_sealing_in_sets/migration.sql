-- Sealing in sets (docs/adr/0090). Half of what a seal cost was to start functions, two an entry, and to read its postings twice for the balances.
set local row_security = on;

-- As it was, in the language that starts soonest where it can't be put into the statement.
create or replace function chain_step(so_far text, entry_text text, seed text) returns text language plpgsql immutable parallel safe as $$
begin
  return encode(sha256(convert_to(coalesce(so_far, seed) || entry_text, 'UTF8')), 'hex');
end $$;

-- The text of an entry, in two functions that Postgres puts into the statement that asks: its lines, and all of it.
create function entry_lines(ws uuid, entry uuid) returns table (lines jsonb) language sql stable as $$
  select jsonb_agg(jsonb_build_array(p.line, p.id, p.account_id, p.amount_minor, p.currency, p.base_minor, p.department,
    p.memo, p.company_id, p.invoice_id, p.payment_id, p.deal_id)
    || case when num_nonnulls(p.bill_id, p.tax_code_id) = 0 then '[]' else jsonb_build_array(p.bill_id, p.tax_code_id) end
    order by p.line)
  from posting p where p.workspace_id = ws and p.entry_id = entry
$$;

create function entry_text(entry journal_entry, number bigint, lines jsonb) returns text language sql stable as $$
  select jsonb_build_array(number, entry.id, entry.date, entry.source, entry.memo, entry.idempotency_key, entry.request_hash,
    (extract(epoch from entry.recorded_at) * 1000)::bigint, entry.recorded_by, entry.via, entry.batch_id, entry.period_id,
    entry.reverses_id, lines)::text
$$;

-- Those that were recorded first are picked from what waits, and only they are looked up.
create or replace function seal_entries(at_most integer default 10000, wait boolean default false)
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

  with batch as materialized (
    select e as entry, coalesce(last_seal.last_entry, 0) + row_number() over (order by e.recorded_at, e.id) as number
    from (select u.entry_id from unsealed u where u.workspace_id = ws order by u.created_at, u.entry_id limit at_most) u
    join journal_entry e on e.workspace_id = ws and e.id = u.entry_id
  ), chained as (
    select (b.entry).id as entry_id, b.number, chain_hash(entry_text(b.entry, b.number, l.lines),
      coalesce(last_seal.hash, chain_seed())) over (order by b.number) as hash
    from batch b cross join lateral entry_lines(ws, (b.entry).id) l
  ), numbered as (
    insert into sealed_entry (workspace_id, id, number, seal_number, hash, entry_id)
    select ws, c.entry_id, c.number, this_seal, c.hash, c.entry_id from chained c returning number, hash
  )
  select min(n.number), max(n.number), (array_agg(n.hash order by n.number desc))[1] into first_number, last_number, head
  from numbered n;
  if first_number is null then return query select null::bigint, 0; return; end if;

  insert into seal (workspace_id, id, number, at, first_entry, last_entry, hash, previous_hash)
  values (ws, new_id(), this_seal, app_now(), first_number, last_number, head, coalesce(last_seal.hash, chain_seed()));
  delete from unsealed u where u.workspace_id = ws
    and u.id = any (array(select s.entry_id from sealed_entry s where s.workspace_id = ws and s.seal_number = this_seal));
  perform fold_seal(ws, this_seal);
  return query select this_seal, (last_number - first_number + 1)::int;
end $$;

create or replace function fold_seal(ws uuid, this_seal bigint) returns void language plpgsql as $$
begin
  with day as materialized (
    select p.date, p.period_id, p.account_id, p.currency, coalesce(p.department, '') as department, sum(p.amount_minor) as amount_minor,
      sum(p.base_minor) as base_minor
    from sealed_entry s join posting p on p.workspace_id = ws and p.entry_id = s.entry_id
    where s.workspace_id = ws and s.seal_number = this_seal
    group by p.date, p.period_id, p.account_id, p.currency, coalesce(p.department, '')
  ), delta as (
    insert into balance_delta (workspace_id, id, seal_number, date, account_id, currency, department, closing, amount_minor, base_minor)
    select ws, new_id(), this_seal, m.date, m.account_id, m.currency, m.department, d.number = 0, sum(m.amount_minor), sum(m.base_minor)
    from day m join period d on d.workspace_id = ws and d.id = m.period_id
    group by m.date, m.account_id, m.currency, m.department, d.number = 0
  ), moved as (
    insert into balance as b (workspace_id, id, period_id, account_id, currency, department, amount_minor, base_minor, seal_number)
    select ws, new_id(), m.period_id, m.account_id, m.currency, m.department, sum(m.amount_minor), sum(m.base_minor), this_seal
    from day m group by m.period_id, m.account_id, m.currency, m.department
    on conflict (workspace_id, period_id, account_id, currency, department) do update
    set amount_minor = b.amount_minor + excluded.amount_minor, base_minor = b.base_minor + excluded.base_minor,
      seal_number = excluded.seal_number
    returning period_id, account_id, currency, department, amount_minor, base_minor
  )
  insert into balance_history (workspace_id, id, seal_number, period_id, account_id, currency, department, amount_minor, base_minor)
  select ws, new_id(), this_seal, m.period_id, m.account_id, m.currency, m.department, m.amount_minor, m.base_minor from moved m;
end $$;

create or replace function verify_chain(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  with again as (
    select s.number, s.seal_number, s.entry_id, s.hash, chain_hash(entry_text(e, s.number, l.lines), chain_seed()) over (order by s.number) proved
    from sealed_entry s join journal_entry e on e.workspace_id = s.workspace_id and e.id = s.entry_id
    cross join lateral entry_lines(ws, e.id) l
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

drop function entry_text(journal_entry, bigint);
revoke all on function entry_lines(uuid, uuid), entry_text(journal_entry, bigint, jsonb) from public;
grant execute on function entry_lines(uuid, uuid), entry_text(journal_entry, bigint, jsonb) to daybook_app, daybook_reader;
