-- Entries by hand that come again: a template, and when it is due next.

-- CreateTable
CREATE TABLE "recurring_journal" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "every" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "next_on" DATE,
    "state" TEXT NOT NULL,
    "entry" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "recurring_journal_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "recurring_journal_workspace_id_ref_key" ON "recurring_journal"("workspace_id", "ref");

select daybook_audited('recurring_journal'::regclass);

alter table recurring_journal
  add constraint recurring_journal_every_known check (every in ('month', 'quarter', 'year')),
  add constraint recurring_journal_state_known check (state in ('asked', 'active', 'stopped', 'rejected')),
  add constraint recurring_journal_ends_after_start check (ends_on >= starts_on);
create index recurring_journal_due on recurring_journal (workspace_id, next_on) where state = 'active' and next_on is not null;
