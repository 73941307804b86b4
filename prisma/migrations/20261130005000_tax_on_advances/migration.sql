-- The tax on what a customer has on account: under which code what is left of a payment is taxed
-- (docs/adr/0086-tax-on-advances-follows-the-rest.md).

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['payment', 'tax_code', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "advance_tax_code_id" UUID;
-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_advance_tax_code_id_fkey" FOREIGN KEY ("workspace_id", "advance_tax_code_id") REFERENCES "tax_code"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['payment', 'tax_code', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

alter table payment
  add constraint payment_only_received_is_taxed check (advance_tax_code_id is null or (direction = 'in' and company_id is not null));

set local row_security = on;

-- As before; the tax on money on account is locked with the payment that it follows.
create or replace function area_of(source text) returns text language sql immutable parallel safe
return case
  when source in ('invoice', 'credit-note', 'sales-deferral', 'sales-write-off', 'sales-exchange') then 'sales'
  when source in ('bill', 'expense', 'purchase-deferral', 'purchase-write-off', 'purchase-exchange') then 'purchases'
  when source in ('payment', 'exchange', 'bank', 'advance-tax') then 'banking'
  else 'manual'
end;

-- Of each payment: what stands on the account of tax on advances is the tax contained in what is on account of it.
create function verify_advances(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  with stands as (
    select p.payment_id, sum(p.base_minor) tax
    from account a join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
    where a.workspace_id = ws and a.purpose = 'tax-on-advances' and p.payment_id is not null group by 1
  ), due as (
    select y.id as payment_id, y.ref, round(y.base_unapplied_minor::numeric * t.rate_ppm / (1000000 + t.rate_ppm)) tax
    from payment y join tax_code t on t.workspace_id = y.workspace_id and t.id = y.advance_tax_code_id
    where y.workspace_id = ws
  )
  select 'advances', 'The tax on a payment on account is not that of what is left of it.',
    jsonb_build_object('payment', d.ref, 'payment_id', payment_id, 'posted_minor', coalesce(s.tax, 0), 'due_minor', coalesce(d.tax, 0))
  from stands s full join due d using (payment_id)
  where coalesce(s.tax, 0) <> coalesce(d.tax, 0)
$$;

grant execute on function verify_advances(uuid) to daybook_app, daybook_reader;

create or replace function verify_books() returns table (law text, problem text, detail jsonb)
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  ws uuid := current_workspace();
begin
  if ws is null then raise exception using errcode = 'DB007', message = 'No workspace is set for this transaction.'; end if;
  return query select * from verify_entries(ws);
  return query select * from verify_balances(ws);
  return query select * from verify_control_accounts(ws);
  return query select * from verify_advances(ws);
  return query select * from verify_numbers(ws);
  return query select * from verify_chain(ws);
end $$;
