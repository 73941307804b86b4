-- What somebody wants to do: an activity with a reference, a person it is for and a day; about one record, or about none.

do $$ declare t text; begin
  foreach t in array array['activity', 'staff', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "activity" ADD COLUMN     "owner_id" UUID,
ADD COLUMN     "ref" TEXT;
-- CreateIndex
CREATE UNIQUE INDEX "activity_workspace_id_ref_key" ON "activity"("workspace_id", "ref");
-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table activity
  drop constraint activity_on_one_record,
  add constraint activity_on_one_record check (
    num_nonnulls(contact_id, company_id, deal_id, invoice_id) = 1
    or kind = 'task' and num_nonnulls(contact_id, company_id, deal_id, invoice_id) = 0),
  add constraint activity_task_has_ref_and_owner check ((kind = 'task') = (ref is not null) and (kind = 'task') = (owner_id is not null)),
  add constraint activity_only_tasks_are_due check (kind = 'task' or num_nonnulls(due_on, done_at) = 0);

drop index activity_open_task;
create index activity_task_of on activity (workspace_id, owner_id, done_at, due_on) where kind = 'task';
create index activity_task_by on activity (workspace_id, by_id, done_at, due_on) where kind = 'task';
-- What happened on an invoice, without reading the table.
create index activity_of_invoice on activity (workspace_id, invoice_id, at) where invoice_id is not null;

do $$ declare t text; begin
  foreach t in array array['activity', 'staff', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;
