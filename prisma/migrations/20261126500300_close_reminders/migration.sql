-- Who hears of the close on which of their days, planned before it is sent and once; and what they don't want to hear of.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
alter table staff no force row level security;
alter table close_task no force row level security;

-- CreateTable
CREATE TABLE "close_reminder" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "channel" TEXT NOT NULL,
    "tasks" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "staff_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "close_reminder_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "close_snooze" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "until" DATE,
    "note" TEXT,
    "staff_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "close_snooze_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "close_reminder_workspace_id_staff_id_day_key" ON "close_reminder"("workspace_id", "staff_id", "day");
-- CreateIndex
CREATE UNIQUE INDEX "close_snooze_workspace_id_staff_id_task_id_key" ON "close_snooze"("workspace_id", "staff_id", "task_id");
-- AddForeignKey
ALTER TABLE "close_reminder" ADD CONSTRAINT "close_reminder_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "close_snooze" ADD CONSTRAINT "close_snooze_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "close_snooze" ADD CONSTRAINT "close_snooze_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table staff force row level security;
alter table close_task force row level security;

select daybook_plumbing('close_reminder'::regclass);
select daybook_audited('close_snooze'::regclass);

alter table close_reminder
  add constraint close_reminder_state_known check (state in ('planned', 'sent', 'void', 'missed')),
  add constraint close_reminder_channel_known check (channel in ('slack', 'mail'));
-- Put off until a day; or said not to be one's own, until somebody decides.
alter table close_snooze
  add constraint close_snooze_kind_known check (kind in ('later', 'not_mine')),
  add constraint close_snooze_until_a_day check ((kind = 'later') = (until is not null));
