-- Functions only: their bodies are looked at here, and no row is touched.
set local row_security = on;

-- Fiscal years, closing and reopening of periods, document numbers and short references.

-- Makes the twelve periods of a fiscal year and the adjusting thirteenth (the year's last day). The year has the name of the
-- calendar year in which it ends: with a start in April, 2027 runs from 2026-04-01 to 2027-03-31. Returns how many were made:
-- 13, or 0 when the year is there.
create function open_fiscal_year(fiscal_year integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  ws uuid := require_workspace();
  first_day date;
  made integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('daybook.fiscal-year:' || ws, 0));
  if exists (select from period where workspace_id = ws and year = fiscal_year) then return 0; end if;
  select make_date(fiscal_year - case when fiscal_year_start = 1 then 0 else 1 end, fiscal_year_start, 1)
  into first_day from workspace where id = ws;
  if first_day is null then
    perform refuse('DB011', 'There is no such workspace.', jsonb_build_object('workspace_id', ws));
  end if;
  if exists (select from period where workspace_id = ws and starts_on < first_day + interval '1 year' and ends_on >= first_day) then
    perform refuse('DB011', format('Fiscal year %s would overlap periods that the books have already.', fiscal_year),
      jsonb_build_object('year', fiscal_year, 'starts_on', first_day));
  end if;
  insert into period (workspace_id, id, year, number, starts_on, ends_on)
  select ws, new_id(), fiscal_year, n,
    case when n = 13 then first_day + interval '1 year' - interval '1 day' else first_day + (n - 1) * interval '1 month' end,
    case when n = 13 then first_day + interval '1 year' else first_day + n * interval '1 month' end - interval '1 day'
  from generate_series(1, 13) n;
  get diagnostics made = row_count;
  return made;
end $$;

create function find_period(ws uuid, wanted uuid) returns period language plpgsql stable as $$
declare
  found_period period;
begin
  select * into found_period from period where workspace_id = ws and id = wanted;
  if found_period.id is null then
    perform refuse('DB006', 'There is no such period.', jsonb_build_object('period_id', wanted));
  end if;
  return found_period;
end $$;

-- Closes a period: waits for posters that hold it, keeps later ones waiting until COMMIT; they then find it closed. Returns
-- false when it was closed already.
create function close_period(period_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  ws uuid := require_workspace();
  target period;
begin
  target := find_period(ws, period_id);
  perform pg_advisory_xact_lock(period_lock_key(target.id));
  update period set state = 'closed', closed_at = app_now(), closed_by_id = current_actor()
  where workspace_id = ws and id = target.id and state = 'open';
  return found;
end $$;

-- Opens a closed period again. `approval_id` names an approval of kind `reopen-period` with the period's id as its subject,
-- a reason, not expired, decided by somebody else than who asked, and after the period was last closed (so it serves once).
create function reopen_period(period_id uuid, approval_id uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  ws uuid := require_workspace();
  target period;
  paper approval;
  problem text;
begin
  target := find_period(ws, period_id);
  perform pg_advisory_xact_lock(period_lock_key(target.id));
  target := find_period(ws, period_id);
  if target.state = 'open' then return false; end if;
  select * into paper from approval a where a.workspace_id = ws and a.id = approval_id;
  problem := case
    when paper.id is null then 'there is no such approval'
    when paper.kind <> 'reopen-period' or paper.subject <> target.id::text then 'the approval is for something else'
    when paper.state <> 'approved' then 'it has not been approved'
    when paper.decided_by_id is null or paper.decided_by_id = paper.requested_by_id then 'a second person must approve it'
    when coalesce(btrim(paper.reason), '') = '' then 'the approval gives no reason'
    when paper.expires_at <= app_now() then 'the approval has expired'
    when paper.decided_at is null or paper.decided_at < target.closed_at then 'the approval is from before the period was closed'
  end;
  if problem is not null then
    perform refuse('DB010', format('Period %s stays closed: %s.', period_name(target.year, target.number), problem),
      jsonb_build_object('period', period_name(target.year, target.number), 'period_id', target.id,
        'approval_id', approval_id, 'reason', problem));
  end if;
  update period set state = 'open', closed_at = null, closed_by_id = null where workspace_id = ws and id = target.id;
  return true;
end $$;

-- The next number of a series, such as INV-2026-0042: one series per kind and calendar year of the document's date. The row
-- stays locked to COMMIT, which is what makes it gapless: take it last.
create function next_document_number(kind text, date date) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  taken record;
  start text := case kind when 'invoice' then 'INV' when 'credit_note' then 'CN' end;
begin
  if start is null or date is null then
    perform refuse('DB011', format('There is no number series for %s.', coalesce(kind, 'nothing')), jsonb_build_object('kind', kind));
  end if;
  insert into number_series as s (workspace_id, id, kind, year, prefix, next_number)
  values (ws, new_id(), next_document_number.kind, extract(year from next_document_number.date)::int, start, 2)
  on conflict (workspace_id, kind, year) do update set next_number = s.next_number + 1
  returning s.prefix, s.year, s.next_number - 1 as number into taken;
  return document_number(taken.prefix, taken.year, taken.number);
end $$;

create function document_number(prefix text, year int, number int) returns text language sql immutable parallel safe
return prefix || '-' || year || '-' || lpad(number::text, greatest(4, length(number::text)), '0');

-- The next short reference of a kind (12 of DEAL-12), or the first of `how_many`. These may have gaps.
create function next_ref(kind text, how_many integer default 1) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  taken bigint;
begin
  if how_many < 1 or coalesce(kind, '') = '' then
    perform refuse('DB011', 'A reference needs a kind and a count above zero.', jsonb_build_object('kind', kind, 'count', how_many));
  end if;
  insert into counter as c (workspace_id, id, kind, next_number) values (ws, new_id(), next_ref.kind, 1 + how_many)
  on conflict (workspace_id, kind) do update set next_number = c.next_number + how_many
  returning c.next_number - how_many into taken;
  return taken;
end $$;

grant execute on function open_fiscal_year(integer), close_period(uuid), reopen_period(uuid, uuid),
  next_document_number(text, date), next_ref(text, integer) to daybook_app;
