-- Closing a year: income and expense go to retained earnings in a period of their own (number 0, the first day of the next year), so
-- that whatever ends on the year's last day is as it was, and profit and loss leaves it out everywhere.

do $$ declare t text; begin
  foreach t in array array['period', 'balance_delta', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "balance_delta" ADD COLUMN     "closing" BOOLEAN NOT NULL DEFAULT false;
-- DropIndex
DROP INDEX "balance_delta_workspace_id_account_id_date_seal_number_curr_key";
-- CreateIndex
CREATE UNIQUE INDEX "balance_delta_workspace_id_account_id_date_seal_number_curr_key" ON "balance_delta"("workspace_id", "account_id", "date", "seal_number", "currency", "department", "closing");
-- CreateTable
CREATE TABLE "year_end" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "entries" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "year_end_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "year_end_workspace_id_year_key" ON "year_end"("workspace_id", "year");

alter table period drop constraint period_number_1_to_13;
alter table period add constraint period_number_0_to_13 check (number between 0 and 13);

do $$ declare t text; begin
  foreach t in array array['period', 'balance_delta', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited('year_end'::regclass);
alter table year_end
  add constraint year_end_state_known check (state in ('closed', 'open')),
  add constraint year_end_entries_not_negative check (entries >= 0);

-- Functions from here on: their bodies are looked at, and no row is touched.
set local row_security = on;

-- An entry goes to the thirteenth period if it adjusts, to the one of closing if it closes a year, else to its date's month.

-- JSON to entries, each with its period, the hash of what it asks for (ids, batch and who asks left out: a retry may make them
-- anew) and whether its key has been used before. Of what postings could not name at first, nulls are left out: old hashes stay true.
create or replace function read_entry_inputs(entries jsonb, lines posting_input[]) returns entry_input[] language plpgsql stable as $$
begin
  return (select coalesce(array_agg(row(e.n, i.id, i.date, i.source, coalesce(i.memo, ''), i.idempotency_key, i.reverses_id,
    i.batch_id, coalesce(i.adjusting, false), null, p.id,
    encode(sha256(convert_to(jsonb_build_array(i.date, i.source, coalesce(i.memo, ''), i.reverses_id, p.number = 13,
      c.content)::text, 'UTF8')), 'hex'),
    exists (select from journal_entry j
      where j.workspace_id = current_workspace() and j.idempotency_key = i.idempotency_key),
    i.recorded_by, i.via, null)::entry_input order by e.n), '{}')
  from jsonb_array_elements(entries) with ordinality e(entry, n)
  cross join lateral jsonb_to_record(e.entry) as i(id uuid, date date, source text, memo text, idempotency_key text,
    reverses_id uuid, batch_id uuid, adjusting boolean, recorded_by uuid, via text)
  left join (
    select l.n, jsonb_agg(jsonb_build_array(l.account_id, l.amount_minor, l.currency, l.base_minor, l.company_id,
      l.invoice_id, l.payment_id, l.department, l.deal_id, l.memo)
      || case when num_nonnulls(l.bill_id, l.tax_code_id) = 0 then '[]' else jsonb_build_array(l.bill_id, l.tax_code_id) end order by l.line) content
    from unnest(lines) l group by l.n
  ) c on c.n = e.n
  left join lateral (
    select p.id, p.number from period p
    where p.workspace_id = current_workspace() and p.starts_on <= i.date and p.ends_on >= i.date
      and case when i.source = 'year-end' then p.number = 0 when i.adjusting then p.number = 13 else p.number between 1 and 12 end
    order by p.starts_on desc limit 1
  ) p on true);
end $$;

-- Refuses the first entry whose period is closed, whose reopening has run out, or whose area is locked for who acts. A reversal
-- belongs to the area of what it reverses.
create or replace function refuse_closed(entries entry_input[]) returns void language plpgsql as $$
declare
  barred record;
begin
  select e.id, e.idempotency_key, e.date, e.n, p.id period_id, period_name(p.year, p.number) period, a.area,
    p.state <> 'open' or coalesce(r.until <= app_now(), false) closed into barred
  from unnest(entries) e
  join period p on p.workspace_id = current_workspace() and p.id = e.period_id
  left join period_reopening r on r.workspace_id = p.workspace_id and r.id = p.reopening_id
  cross join lateral (select area_of(coalesce((select o.source from journal_entry o
    where o.workspace_id = p.workspace_id and o.id = e.reverses_id), e.source)) area) a
  where not e.known and (p.state <> 'open' or r.until <= app_now() or (a.area = any (p.locked_areas) and not may_pass_locks()))
  order by e.n limit 1;
  if not found then return; end if;
  perform refuse('DB002', format('%s lies in period %s, which is %s.', barred.date, barred.period,
      case when barred.closed then 'closed' else 'locked for ' || barred.area end),
    jsonb_build_object('entry_id', barred.id, 'idempotency_key', barred.idempotency_key, 'date', barred.date,
      'entry', barred.n, 'period', barred.period, 'period_id', barred.period_id,
      'locked_area', case when not barred.closed then barred.area end, 'next_open_date',
      (select min(greatest(p.starts_on, barred.date)) from period p
        where p.workspace_id = current_workspace() and p.state = 'open' and p.number between 1 and 12 and p.ends_on >= barred.date
          and p.reopening_id is null and barred.area <> all (p.locked_areas))));
end $$;
-- The period that takes the closing of the year before: made when it is first needed. Its fiscal year must be open.
create function closing_period(fiscal_year integer) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  ws uuid := require_workspace();
  found_id uuid;
begin
  perform open_fiscal_year(fiscal_year + 1);
  perform pg_advisory_xact_lock(hashtextextended('daybook.fiscal-year:' || ws, 0));
  select id into found_id from period where workspace_id = ws and year = fiscal_year + 1 and number = 0;
  if found_id is not null then return found_id; end if;
  insert into period (workspace_id, id, year, number, starts_on, ends_on)
  select ws, new_id(), p.year, 0, p.starts_on, p.starts_on from period p
  where p.workspace_id = ws and p.year = fiscal_year + 1 and p.number = 1
  returning id into found_id;
  return found_id;
end $$;
grant execute on function closing_period(integer) to daybook_app;

-- Adds the postings of a seal to the running balance of each period and to the deltas of each day.
create or replace function fold_seal(ws uuid, this_seal bigint) returns void language plpgsql as $$
begin
  insert into balance_delta (workspace_id, id, seal_number, date, account_id, currency, department, closing, amount_minor, base_minor)
  select ws, new_id(), this_seal, p.date, p.account_id, p.currency, coalesce(p.department, ''), d.number = 0, sum(p.amount_minor), sum(p.base_minor)
  from sealed_entry s join posting p on p.workspace_id = ws and p.entry_id = s.entry_id
  join period d on d.workspace_id = ws and d.id = p.period_id
  where s.workspace_id = ws and s.seal_number = this_seal
  group by p.date, p.account_id, p.currency, coalesce(p.department, ''), d.number = 0;

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
create or replace function trial_balance(as_of date, at_seal bigint default null)
returns table (account_id uuid, code text, name text, kind text, currency text, department text,
  amount_minor bigint, base_minor bigint)
language sql stable as $$
  with parts as (
    select b.account_id, b.currency, b.department, b.amount_minor, b.base_minor
    from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
    where b.workspace_id = current_workspace() and p.ends_on <= as_of
    union all
    select d.account_id, d.currency, d.department, d.amount_minor, d.base_minor
    from period p join balance_delta d on d.workspace_id = p.workspace_id and d.date between p.starts_on and as_of and not d.closing
    where p.workspace_id = current_workspace() and p.number between 1 and 12 and p.starts_on <= as_of and p.ends_on > as_of
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

-- What closing a year would still have to post: per account, currency and department what income and expense came to, less what has
-- been closed already. `wanted` false: what takes the closing back.
create function year_end_delta(fiscal_year integer, wanted boolean)
returns table (account_id uuid, currency text, department text, amount_minor bigint, base_minor bigint)
language sql stable as $$
  select x.account_id, x.currency, x.department, -sum(x.amount_minor)::bigint, -sum(x.base_minor)::bigint
  from (
    select b.account_id, b.currency, b.department, b.amount_minor, b.base_minor, p.year, p.number
    from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
    where b.workspace_id = current_workspace()
    union all
    select l.account_id, l.currency, coalesce(l.department, ''), l.amount_minor, l.base_minor, p.year, p.number
    from unsealed u join posting l on l.workspace_id = u.workspace_id and l.entry_id = u.entry_id
    join period p on p.workspace_id = l.workspace_id and p.id = l.period_id
    where u.workspace_id = current_workspace()
  ) x join account a on a.workspace_id = current_workspace() and a.id = x.account_id
  where a.kind in ('income', 'expense')
    and ((wanted and x.year = fiscal_year and x.number between 1 and 13) or (x.year = fiscal_year + 1 and x.number = 0))
  group by x.account_id, x.currency, x.department
  having sum(x.amount_minor) <> 0 or sum(x.base_minor) <> 0
$$;
grant execute on function year_end_delta(integer, boolean) to daybook_app, daybook_reader;
