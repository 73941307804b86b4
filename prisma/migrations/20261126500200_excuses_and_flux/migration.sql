-- A row that speaks against a check and was let pass, and what was said of an account's move in a close.

do $$ declare t text; begin
  foreach t in array array['account', 'close', 'close_task', 'staff', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "check_excuse" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "row_key" TEXT NOT NULL,
    "stood_at" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "self_excused" BOOLEAN NOT NULL DEFAULT false,
    "lapsed_at" TIMESTAMPTZ(3),
    "task_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "check_excuse_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "flux_comment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "movement_minor" BIGINT NOT NULL,
    "close_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "flux_comment_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE INDEX "check_excuse_workspace_id_task_id_idx" ON "check_excuse"("workspace_id", "task_id");
-- CreateIndex
CREATE UNIQUE INDEX "flux_comment_workspace_id_close_id_account_id_key" ON "flux_comment"("workspace_id", "close_id", "account_id");
-- AddForeignKey
ALTER TABLE "check_excuse" ADD CONSTRAINT "check_excuse_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "check_excuse" ADD CONSTRAINT "check_excuse_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "flux_comment" ADD CONSTRAINT "flux_comment_workspace_id_close_id_fkey" FOREIGN KEY ("workspace_id", "close_id") REFERENCES "close"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "flux_comment" ADD CONSTRAINT "flux_comment_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "flux_comment" ADD CONSTRAINT "flux_comment_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['account', 'close', 'close_task', 'staff', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited('check_excuse');
select daybook_audited('flux_comment');

alter table check_excuse add constraint check_excuse_says_why check (btrim(reason) <> '' and btrim(row_key) <> '');
-- A row is excused once at a time.
create unique index check_excuse_once on check_excuse (workspace_id, task_id, row_key) where lapsed_at is null;
alter table flux_comment add constraint flux_comment_says_something check (btrim(text) <> '');
