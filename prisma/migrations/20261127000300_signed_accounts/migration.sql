-- What a sign-off covers: its accounts, up to which seal they were looked at, and the entries that came after a hard lock.

do $$ declare t text; begin
  foreach t in array array['close_task', 'close_template_task', 'journal_entry']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "close_template_task" ADD COLUMN     "accounts" TEXT[] NOT NULL DEFAULT '{}',
ADD COLUMN     "quiet_minutes" INTEGER,
ADD COLUMN     "tolerance_minor" BIGINT;
-- AlterTable
ALTER TABLE "close_task" ADD COLUMN     "accounts" TEXT[] NOT NULL DEFAULT '{}',
ADD COLUMN     "quiet_minutes" INTEGER,
ADD COLUMN     "signed_at" TIMESTAMPTZ(3),
ADD COLUMN     "signed_seal" BIGINT,
ADD COLUMN     "tolerance_minor" BIGINT;
-- CreateTable
CREATE TABLE "prior_item" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "moved_minor" BIGINT NOT NULL,
    "entry_id" UUID NOT NULL,
    "signed_task_id" UUID NOT NULL,
    "task_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "prior_item_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE INDEX "prior_item_workspace_id_task_id_idx" ON "prior_item"("workspace_id", "task_id");
-- CreateIndex
CREATE UNIQUE INDEX "prior_item_workspace_id_signed_task_id_entry_id_key" ON "prior_item"("workspace_id", "signed_task_id", "entry_id");
-- AddForeignKey
ALTER TABLE "prior_item" ADD CONSTRAINT "prior_item_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "prior_item" ADD CONSTRAINT "prior_item_workspace_id_signed_task_id_fkey" FOREIGN KEY ("workspace_id", "signed_task_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "prior_item" ADD CONSTRAINT "prior_item_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['close_task', 'close_template_task', 'journal_entry']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited('prior_item');

-- What a check proves looks at its own rows.
alter table close_template_task
  add constraint close_template_task_checked_or_signed check (check_name is null or accounts = '{}'),
  add constraint close_template_task_tolerance_not_below_zero check (tolerance_minor >= 0),
  add constraint close_template_task_quiet_within_a_week check (quiet_minutes between 0 and 10080);

alter table close_task
  add constraint close_task_checked_or_signed check (check_name is null or accounts = '{}'),
  add constraint close_task_tolerance_not_below_zero check (tolerance_minor >= 0),
  add constraint close_task_quiet_within_a_week check (quiet_minutes between 0 and 10080),
  add constraint close_task_signed_at_a_seal check ((signed_at is null) = (signed_seal is null)),
  add constraint close_task_signed_by_somebody check (signed_at is null or done_by_id is not null);

alter table prior_item
  add constraint prior_item_moves_something check (moved_minor > 0),
  add constraint prior_item_is_not_on_what_was_signed check (task_id <> signed_task_id);
