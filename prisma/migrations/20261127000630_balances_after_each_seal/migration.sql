-- How each balance stood after each seal that moved it (docs/adr/0056). A trial balance as of a past seal took back every daily delta
-- of all later seals: at a million postings that took 70 times as long as the current one. It looks each balance up as it stood, and
-- adds days only of the month that its date cuts.
set local row_security = on;

CREATE TABLE "balance_history" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seal_number" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "department" TEXT NOT NULL DEFAULT '',
    "amount_minor" BIGINT NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "period_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "balance_history_pkey" PRIMARY KEY ("workspace_id","id")
);
CREATE UNIQUE INDEX "balance_history_once" ON "balance_history"("workspace_id", "period_id", "account_id", "currency", "department", "seal_number");
ALTER TABLE "balance_history" ADD CONSTRAINT "balance_history_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "balance_history" ADD CONSTRAINT "balance_history_workspace_id_period_id_fkey" FOREIGN KEY ("workspace_id", "period_id") REFERENCES "period"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
alter table balance_history add constraint balance_history_currency_iso check (currency ~ '^[A-Z]{3}$');

-- As the ledger's other keys (docs/adr/0003): the sealing function writes it from rows that it has just read.
do $$
declare
  key record;
begin
  for key in select conname from pg_constraint where contype = 'f' and conrelid = 'balance_history'::regclass loop
    execute format('alter table balance_history %s', case when current_setting('server_version_num')::int >= 180000
      then format('alter constraint %I not enforced', key.conname) else format('drop constraint %I', key.conname) end);
  end loop;
end $$;

-- What was sealed before. The wall is up for the owner as well, and this is of all workspaces.
alter table sealed_entry no force row level security;
alter table posting no force row level security;
insert into balance_history (workspace_id, id, seal_number, period_id, account_id, currency, department, amount_minor, base_minor, created_at)
select s.workspace_id, new_id(), s.seal_number, p.period_id, p.account_id, p.currency, coalesce(p.department, ''),
  sum(sum(p.amount_minor)) over before, sum(sum(p.base_minor)) over before, now()
from sealed_entry s join posting p on p.workspace_id = s.workspace_id and p.entry_id = s.entry_id
group by s.workspace_id, s.seal_number, p.period_id, p.account_id, p.currency, coalesce(p.department, '')
window before as (partition by s.workspace_id, p.period_id, p.account_id, p.currency, coalesce(p.department, '') order by s.seal_number);
alter table sealed_entry force row level security;
alter table posting force row level security;

select daybook_append_only('balance_history');
revoke insert on balance_history from daybook_app;

-- As before; how the balances stand afterwards is written down.
create or replace function fold_seal(ws uuid, this_seal bigint) returns void language plpgsql as $$
begin
  insert into balance_delta (workspace_id, id, seal_number, date, account_id, currency, department, closing, amount_minor, base_minor)
  select ws, new_id(), this_seal, p.date, p.account_id, p.currency, coalesce(p.department, ''), d.number = 0, sum(p.amount_minor), sum(p.base_minor)
  from sealed_entry s join posting p on p.workspace_id = ws and p.entry_id = s.entry_id
  join period d on d.workspace_id = ws and d.id = p.period_id
  where s.workspace_id = ws and s.seal_number = this_seal
  group by p.date, p.account_id, p.currency, coalesce(p.department, ''), d.number = 0;

  with moved as (
    insert into balance as b (workspace_id, id, period_id, account_id, currency, department, amount_minor, base_minor, seal_number)
    select ws, new_id(), p.period_id, p.account_id, p.currency, coalesce(p.department, ''), sum(p.amount_minor), sum(p.base_minor), this_seal
    from sealed_entry s join posting p on p.workspace_id = ws and p.entry_id = s.entry_id
    where s.workspace_id = ws and s.seal_number = this_seal
    group by p.period_id, p.account_id, p.currency, coalesce(p.department, '')
    on conflict (workspace_id, period_id, account_id, currency, department) do update
    set amount_minor = b.amount_minor + excluded.amount_minor, base_minor = b.base_minor + excluded.base_minor,
      seal_number = excluded.seal_number
    returning period_id, account_id, currency, department, amount_minor, base_minor
  )
  insert into balance_history (workspace_id, id, seal_number, period_id, account_id, currency, department, amount_minor, base_minor)
  select ws, new_id(), this_seal, m.period_id, m.account_id, m.currency, m.department, m.amount_minor, m.base_minor from moved m;
end $$;

-- As before; as of a seal each balance is looked up as that seal, or the last before it that moved it, left it.
create or replace function trial_balance(as_of date, at_seal bigint default null)
returns table (account_id uuid, code text, name text, kind text, currency text, department text, amount_minor bigint, base_minor bigint)
language sql stable as $$
  with parts as (
    select b.account_id, b.currency, b.department, b.amount_minor, b.base_minor
    from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
    where at_seal is null and b.workspace_id = current_workspace() and p.ends_on <= as_of
    union all
    select b.account_id, b.currency, b.department, h.amount_minor, h.base_minor
    from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
    cross join lateral (
      select h.amount_minor, h.base_minor from balance_history h
      where h.workspace_id = b.workspace_id and h.period_id = b.period_id and h.account_id = b.account_id and h.currency = b.currency
        and h.department = b.department and h.seal_number <= at_seal
      order by h.seal_number desc limit 1
    ) h
    where at_seal is not null and b.workspace_id = current_workspace() and p.ends_on <= as_of
    union all
    select d.account_id, d.currency, d.department, d.amount_minor, d.base_minor
    from period p join balance_delta d on d.workspace_id = p.workspace_id and d.date between p.starts_on and as_of and not d.closing
    where p.workspace_id = current_workspace() and p.number between 1 and 12 and p.starts_on <= as_of and p.ends_on > as_of
      and (at_seal is null or d.seal_number <= at_seal)
    union all
    select l.account_id, l.currency, coalesce(l.department, ''), l.amount_minor, l.base_minor
    from unsealed u
    cross join lateral (select p.* from posting p where p.workspace_id = u.workspace_id and p.entry_id = u.entry_id offset 0) l
    where at_seal is null and u.workspace_id = current_workspace() and l.date <= as_of
  ), s as materialized (
    select p.account_id, p.currency, p.department, sum(p.amount_minor)::bigint amount, sum(p.base_minor)::bigint base
    from parts p group by p.account_id, p.currency, p.department
  )
  select a.id, a.code, a.name, a.kind, s.currency, s.department, s.amount, s.base
  from s join account a on a.workspace_id = current_workspace() and a.id = s.account_id
  where s.amount <> 0 or s.base <> 0
  order by a.code, s.currency, s.department
$$;

-- ---- What is proved, and what is kept

-- As before; and how each balance stood after each seal.
create or replace function verify_balances(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  with proved as (
    select p.period_id, p.account_id, p.currency, coalesce(p.department, '') department, sum(p.amount_minor) amount, sum(p.base_minor) base
    from sealed_entry s join posting p on p.workspace_id = s.workspace_id and p.entry_id = s.entry_id
    where s.workspace_id = ws group by 1, 2, 3, 4
  ), past as (
    select p.period_id, p.account_id, p.currency, coalesce(p.department, '') department, s.seal_number,
      sum(sum(p.amount_minor)) over before amount, sum(sum(p.base_minor)) over before base
    from sealed_entry s join posting p on p.workspace_id = s.workspace_id and p.entry_id = s.entry_id
    where s.workspace_id = ws group by 1, 2, 3, 4, 5
    window before as (partition by p.period_id, p.account_id, p.currency, coalesce(p.department, '') order by s.seal_number)
  ), kept as (
    select b.period_id, b.account_id, b.currency, b.department, b.amount_minor amount, b.base_minor base
    from balance b where b.workspace_id = ws
  ), by_account as (
    select account_id, currency, department, sum(amount) amount, sum(base) base from kept group by 1, 2, 3
  ), deltas as (
    select d.account_id, d.currency, d.department, sum(d.amount_minor) amount, sum(d.base_minor) base
    from balance_delta d where d.workspace_id = ws group by 1, 2, 3
  )
  select 'balances', 'A balance is not the sum of its postings.', jsonb_build_object('account', a.code, 'currency', currency,
    'department', department, 'period_id', period_id, 'kept_minor', k.amount, 'proved_minor', p.amount)
  from kept k full join proved p using (period_id, account_id, currency, department)
  left join account a on a.workspace_id = ws and a.id = account_id
  where coalesce(k.amount, 0) <> coalesce(p.amount, 0) or coalesce(k.base, 0) <> coalesce(p.base, 0)
  union all
  select 'deltas', 'The daily deltas of an account do not sum to its balance.', jsonb_build_object('account', a.code,
    'currency', currency, 'department', department, 'balance_minor', k.amount, 'deltas_minor', d.amount)
  from by_account k full join deltas d using (account_id, currency, department)
  left join account a on a.workspace_id = ws and a.id = account_id
  where coalesce(k.amount, 0) <> coalesce(d.amount, 0) or coalesce(k.base, 0) <> coalesce(d.base, 0)
  union all
  select 'history', 'A balance is not kept as a seal left it.', jsonb_build_object('account', a.code, 'currency', currency,
    'department', department, 'period_id', period_id, 'seal', seal_number, 'kept_minor', h.amount, 'proved_minor', p.amount)
  from past p full join (
    select h.period_id, h.account_id, h.currency, h.department, h.seal_number, h.amount_minor amount, h.base_minor base
    from balance_history h where h.workspace_id = ws
  ) h using (period_id, account_id, currency, department, seal_number)
  left join account a on a.workspace_id = ws and a.id = account_id
  where h.amount is distinct from p.amount or h.base is distinct from p.base
$$;

-- As before, with the new table.
create or replace function erase_keeps() returns text[] language sql immutable as $$
  select array['invoice', 'invoice_line', 'payment', 'allocation', 'journal_entry', 'posting', 'seal', 'sealed_entry',
    'balance', 'balance_delta', 'balance_history', 'unsealed', 'account', 'period', 'tax_code', 'number_series', 'workspace', 'role', 'staff',
    'staff_role', 'mailbox', 'secret', 'slack_installation', 'company_domain', 'never_log', 'tombstone', 'tombstone_key',
    'counter', 'pipeline', 'stage', 'thread_node', 'message_ref', 'thread_pin', 'thread_join']
$$;
