CREATE OR REPLACE FUNCTION public.seal_entries(at_most integer DEFAULT 10000, wait boolean DEFAULT false)
 RETURNS TABLE(seal_number bigint, entries integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
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
end $function$
;
