CREATE OR REPLACE FUNCTION public.store_entries(entries jsonb, OUT entry_ids uuid[], OUT replayed boolean[])
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$
;
