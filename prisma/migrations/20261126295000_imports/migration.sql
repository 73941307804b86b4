-- What files of an earlier system bring: bills that were paid there have no entry here, imported numbers don't stand in the way of
-- ours, and a budget by account, department and month.

-- A new foreign key looks at the rows of both tables, a new check at all: their owner may see them for that long.
alter table account no force row level security;
alter table bill no force row level security;

alter table bill drop constraint bill_posted_with_entry;
alter table bill add constraint bill_posted_with_entry check (
  ((status in ('posted', 'part_paid', 'paid')) = (entry_id is not null) or (imported and status = 'paid' and entry_id is null))
  and (entry_id is null or posting_date is not null));

-- The next number that no imported document has. Those that are passed over are taken, so that none is missing.
create or replace function next_document_number(kind text, date date) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  taken record;
  found_number text;
  start text := case kind when 'invoice' then 'INV' when 'credit_note' then 'CN' end;
begin
  if start is null or date is null then
    perform refuse('DB011', format('There is no number series for %s.', coalesce(kind, 'nothing')), jsonb_build_object('kind', kind));
  end if;
  loop
    insert into number_series as s (workspace_id, id, kind, year, prefix, next_number)
    values (ws, new_id(), next_document_number.kind, extract(year from next_document_number.date)::int, start, 2)
    on conflict (workspace_id, kind, year) do update set next_number = s.next_number + 1
    returning s.prefix, s.year, s.next_number - 1 as number into taken;
    found_number := document_number(taken.prefix, taken.year, taken.number);
    exit when not exists (select from invoice i where i.workspace_id = ws and i.number = found_number and i.imported);
  end loop;
  return found_number;
end $$;

-- CreateTable
CREATE TABLE "budget" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "department" TEXT NOT NULL DEFAULT '',
    "month" DATE NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "budget_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "budget_workspace_id_account_id_department_month_key" ON "budget"("workspace_id", "account_id", "department", "month");
-- CreateIndex
CREATE INDEX "budget_workspace_id_month_idx" ON "budget"("workspace_id", "month");
-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table account force row level security;
alter table bill force row level security;

alter table budget add constraint budget_month_begins check (extract(day from month) = 1);

select daybook_audited('budget'::regclass);
