-- Which periods are plainly open, and held so, is asked in one place, by posts and by loads.
set local row_security = on;

create or replace function store_entries(entries jsonb, out entry_ids uuid[], out replayed boolean[])
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  ws uuid := require_workspace();
  at timestamptz := app_now();
  base text;
  read record;
  periods uuid[];
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
    periods := open_periods(read.days);
    plain := periods is not null
      and (select count(*) from account a where a.workspace_id = ws and a.id = any (read.accounts)
        and a.active and (a.control is null or a.id <> all (read.undocumented)))
        = (select count(distinct named) from unnest(read.accounts) named);
  end if;
  if plain then
    stored := write_entries(entries, read.hashes, base, read.days, periods, at);
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
