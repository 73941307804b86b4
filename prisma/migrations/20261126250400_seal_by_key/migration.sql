-- What waits to be sealed is found by its own key, which is the entry's: a plan that was made while the table was empty or has no
-- statistics yet read it from end to end for every entry (12,000 of them: 35 s).
set local row_security = on;

-- Seals up to `at_most` committed entries in the order in which they were recorded. One sealer a workspace: if another is at
-- it, this one seals nothing – or waits, with `wait`, as a report does that wants everything up to now. Returns the number of
-- the new seal (null when there was nothing to seal) and how many entries it holds.
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
  delete from unsealed u where u.workspace_id = ws
    and u.id = any (array(select s.entry_id from sealed_entry s where s.workspace_id = ws and s.seal_number = this_seal));
  perform fold_seal(ws, this_seal);
  return query select this_seal, (last_number - first_number + 1)::int;
end $$;

-- Every entry balances, in its base currency and in its own if it has but one; its postings lie in its period.
create or replace function verify_entries(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
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
  left join unsealed u on u.workspace_id = e.workspace_id and u.id = e.id
  left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
  where e.workspace_id = ws and num_nonnulls(u.id, s.id) <> 1
$$;

