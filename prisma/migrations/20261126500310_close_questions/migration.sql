-- One question to one person about a task of the close, answered in its own type; and what is to be accrued once somebody posts it.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
alter table staff no force row level security;
alter table close_task no force row level security;
alter table accrual no force row level security;

-- CreateTable
CREATE TABLE "draft_accrual" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "account_code" TEXT,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "accrual_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "draft_accrual_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "close_question" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "answer_type" TEXT NOT NULL,
    "account_code" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "task_id" UUID NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_of_id" UUID NOT NULL,
    "answered_by_id" UUID,
    "draft_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "close_question_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "draft_accrual_workspace_id_ref_key" ON "draft_accrual"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "close_question_workspace_id_ref_key" ON "close_question"("workspace_id", "ref");
-- CreateIndex
CREATE INDEX "close_question_workspace_id_task_id_idx" ON "close_question"("workspace_id", "task_id");
-- AddForeignKey
ALTER TABLE "draft_accrual" ADD CONSTRAINT "draft_accrual_workspace_id_accrual_id_fkey" FOREIGN KEY ("workspace_id", "accrual_id") REFERENCES "accrual"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "close_question" ADD CONSTRAINT "close_question_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "close_question" ADD CONSTRAINT "close_question_workspace_id_asked_by_id_fkey" FOREIGN KEY ("workspace_id", "asked_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "close_question" ADD CONSTRAINT "close_question_workspace_id_asked_of_id_fkey" FOREIGN KEY ("workspace_id", "asked_of_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "close_question" ADD CONSTRAINT "close_question_workspace_id_answered_by_id_fkey" FOREIGN KEY ("workspace_id", "answered_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "close_question" ADD CONSTRAINT "close_question_workspace_id_draft_id_fkey" FOREIGN KEY ("workspace_id", "draft_id") REFERENCES "draft_accrual"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table staff force row level security;
alter table close_task force row level security;
alter table accrual force row level security;

select daybook_audited(t::regclass) from unnest(array['draft_accrual', 'close_question']) t;

alter table draft_accrual
  add constraint draft_accrual_month_iso check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  add constraint draft_accrual_amount_positive check (amount_minor > 0),
  add constraint draft_accrual_state_known check (state in ('draft', 'posted', 'dropped')),
  add constraint draft_accrual_posted_is_one check ((state = 'posted') = (accrual_id is not null));
alter table close_question
  add constraint close_question_type_known check (answer_type in ('amount', 'date', 'yes-no', 'file')),
  add constraint close_question_state_known check (state in ('open', 'answered', 'withdrawn')),
  add constraint close_question_said check (btrim(words) <> ''),
  add constraint close_question_answered check ((state = 'answered') = (answer is not null and answered_at is not null and answered_by_id is not null));
