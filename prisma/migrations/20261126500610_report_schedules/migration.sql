-- Reports that are sent by themselves, and to whom.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
alter table staff no force row level security;

-- CreateTable
CREATE TABLE "report_schedule" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "every" TEXT NOT NULL,
    "day" TEXT,
    "hour" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),
    "owner_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "report_schedule_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT report_schedule_every CHECK (every in ('day', 'week', 'month', 'quarter')),
    CONSTRAINT report_schedule_hour CHECK (hour between 0 and 23)
);
-- CreateTable
CREATE TABLE "report_recipient" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "channel" TEXT,
    "address" TEXT,
    "schedule_id" UUID NOT NULL,
    "staff_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "report_recipient_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT report_recipient_one CHECK (num_nonnulls(channel, address, staff_id) = 1)
);
-- CreateIndex
CREATE UNIQUE INDEX "report_schedule_workspace_id_ref_key" ON "report_schedule"("workspace_id", "ref");
-- CreateIndex
CREATE INDEX "report_recipient_workspace_id_schedule_id_idx" ON "report_recipient"("workspace_id", "schedule_id");
-- AddForeignKey
ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "report_recipient" ADD CONSTRAINT "report_recipient_workspace_id_schedule_id_fkey" FOREIGN KEY ("workspace_id", "schedule_id") REFERENCES "report_schedule"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "report_recipient" ADD CONSTRAINT "report_recipient_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table staff force row level security;

select daybook_audited('report_schedule'::regclass);
select daybook_audited('report_recipient'::regclass);
