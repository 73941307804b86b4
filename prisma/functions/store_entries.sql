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
  company record;
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
  select w.base_currency base, company_now(w.simulated) now into company from workspace w where w.id = ws;
  begin
    read := read_entries(entries, company.base);
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
    stored := write_entries(entries, read.hashes, company.base, read.days, periods, company.now);
    if cardinality(stored) = cardinality(read.ids) then
      entry_ids := read.ids;
      replayed := array_fill(false, array[cardinality(stored)]);
      return;
    end if;
  else
    heads := read_with_care(entries);
    stored := write_ready(heads, company.now);
    select array_agg(h.id order by h.n), array_agg(h.idempotency_key order by h.n), array_agg(h.request_hash order by h.n)
    into read.ids, read.keys, read.hashes from unnest(heads) h;
  end if;
  select * into entry_ids, replayed from replay_entries(read.ids, read.keys, read.hashes, stored);
end $function$
;
