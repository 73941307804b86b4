-- Posting and issuing start fewer plans: most of what a small commit costs is not the rows but making ready for them.

set local row_security = on;

-- The instant of a company: of a simulated one the instant that its transaction was told, else the machine's.
create function company_now(simulated boolean) returns timestamptz language sql stable parallel safe
return coalesce(case when simulated then nullif(current_setting('daybook.now', true), '')::timestamptz end, now());
revoke execute on function company_now(boolean) from public;

CREATE OR REPLACE FUNCTION public.app_now()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
begin
  if coalesce(current_setting('daybook.now', true), '') = '' then return now(); end if;
  return company_now((select simulated from workspace where id = current_workspace()));
end $function$;

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
end $function$;

CREATE OR REPLACE FUNCTION public.open_periods(days date[])
 RETURNS uuid[]
 LANGUAGE plpgsql
AS $function$
declare
  ws uuid := current_workspace();
  open record;
  touched uuid;
  held text;
begin
  -- A few entries are of one day, which needs no sets; starting those costs more than looking it up.
  if cardinality(days) = 1 then
    touched := (select p.id from period p where p.workspace_id = ws and p.starts_on <= days[1] and p.ends_on >= days[1]
      and p.number between 1 and 12 order by p.starts_on desc limit 1);
    held := pg_advisory_xact_lock_shared(period_lock_key(touched))::text;
    return (select array[p.id] from period p
      where p.workspace_id = ws and p.id = touched and p.state = 'open' and p.locked_areas = '{}' and p.reopening_id is null);
  end if;
  select array_agg(d.day) days, array_agg(d.period) periods, array_agg(distinct d.period) touched into open
  from (select day, (select p.id from period p where p.workspace_id = ws and p.starts_on <= day and p.ends_on >= day
    and p.number between 1 and 12 order by p.starts_on desc limit 1) period from (select distinct unnest(days) as day) d) d;
  if open.touched is null or array_position(open.periods, null) is not null then return null; end if;
  -- Shared locks on every period that is touched, in one order for all; then, in a later snapshot, whether each is plainly open.
  foreach touched in array open.touched loop
    held := pg_advisory_xact_lock_shared(period_lock_key(touched))::text;
  end loop;
  if not (select bool_and(p.state = 'open' and p.locked_areas = '{}' and p.reopening_id is null)
    from period p where p.workspace_id = ws and p.id = any (open.touched)) then return null; end if;
  return (select array_agg(o.period order by d.n) from unnest(days) with ordinality d(day, n)
    join unnest(open.days, open.periods) o(day, period) on o.day = d.day);
end $function$;

CREATE OR REPLACE FUNCTION public.check_new_entries()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  bad uuid;
begin
  if (select bool_and(coalesce((select true from posting p where p.workspace_id = n.workspace_id and p.entry_id = n.id and p.line = 2)
      and (select n.date between d.starts_on and d.ends_on from period d where d.workspace_id = n.workspace_id and d.id = n.period_id), false))
    from new_rows n) then return null; end if;
  select n.id into bad from new_rows n
  where (select true from posting p where p.workspace_id = n.workspace_id and p.entry_id = n.id and p.line = 2) is not true
    or (select true from period d where d.workspace_id = n.workspace_id and d.id = n.period_id and n.date between d.starts_on and d.ends_on) is not true
  limit 1;
  if found then
    perform refuse('DB001', 'An entry needs a period for its date, and at least two postings that sum to zero.', jsonb_build_object('entry_id', bad));
  end if;
  return null;
end $function$;

set local role daybook_migrator;

-- One statement a kind, each planned once: built as text it was planned for every record.
create or replace function search.notes_of(ws uuid, kind text, record uuid) returns text language plpgsql stable
set search_path to 'pg_catalog', 'public', 'pg_temp' as $f$
#variable_conflict use_column
declare
  notes text[];
begin
  case notes_of.kind
    when 'contact' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.contact_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    when 'company' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.company_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    when 'deal' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.deal_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    when 'invoice' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.invoice_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    when 'case' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.case_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    else return '';
  end case;
  return left(array_to_string(notes, ''), 100000);
end $f$;

create or replace function search.owner_of(ws uuid, kind text, record uuid) returns uuid language plpgsql stable
set search_path to 'pg_catalog', 'public', 'pg_temp' as $f$
#variable_conflict use_column
begin
  case owner_of.kind
    when 'contact' then return (select r.owner_id from contact r where r.workspace_id = ws and r.id = record);
    when 'company' then return (select r.owner_id from company r where r.workspace_id = ws and r.id = record);
    when 'deal' then return (select r.owner_id from deal r where r.workspace_id = ws and r.id = record);
    when 'case' then return (select r.owner_id from support_case r where r.workspace_id = ws and r.id = record);
    when 'quote' then return (select r.owner_id from quote r where r.workspace_id = ws and r.id = record);
    when 'invoice' then return (select r.owner_id from invoice r where r.workspace_id = ws and r.id = record);
    when 'bill', 'expense' then return (select r.owner_id from bill r where r.workspace_id = ws and r.id = record);
    else return null;
  end case;
end $f$;

CREATE OR REPLACE FUNCTION search.put_all(docs jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  ws uuid := search.this_workspace();
  at timestamptz := app_now();
  written integer;
begin
  insert into search.doc as d (workspace_id, kind, record_id, ref, title, title_key, body, notes, tsv, owner_id, updated_at)
  select ws, i.kind, i.record_id, i.ref, i.title, i.title_key, i.body, i.notes, search.words_of(i.ref, i.title, i.body, i.notes),
    search.owner_of(ws, i.kind, i.record_id), at
  from (
    select distinct on (g.kind, g.record_id) g.kind, g.record_id, g.ref, g.title, search.fold(coalesce(g.title_key, g.title)) as title_key,
      left(coalesce(g.body, ''), 200000) as body, search.notes_of(ws, g.kind, g.record_id) as notes
    from rows from (jsonb_to_recordset(docs) as (kind text, record_id uuid, ref text, title text, title_key text, body text))
      with ordinality g(kind, record_id, ref, title, title_key, body, n)
    order by g.kind, g.record_id, g.n desc
  ) i
  on conflict (workspace_id, kind, record_id) do update
  set ref = excluded.ref, title = excluded.title, title_key = excluded.title_key, body = excluded.body, notes = excluded.notes,
    tsv = excluded.tsv, owner_id = excluded.owner_id, updated_at = excluded.updated_at
  where (d.ref, d.title, d.title_key, d.body, d.notes, d.owner_id)
    is distinct from (excluded.ref, excluded.title, excluded.title_key, excluded.body, excluded.notes, excluded.owner_id);
  get diagnostics written = row_count;
  return written;
end $function$
;
