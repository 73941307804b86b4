-- Signals: opportunities and risks as they present themselves, to whom each was told, and what became of it.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
alter table staff no force row level security;

-- CreateTable
CREATE TABLE "signal" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "headline" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '[]',
    "buttons" JSONB NOT NULL DEFAULT '[]',
    "about_company" UUID,
    "state" TEXT NOT NULL DEFAULT 'found',
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "told_in" UUID,
    "shown_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "owner_id" UUID,
    "staff_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "signal_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT signal_state CHECK (state in ('found', 'shown', 'acted', 'dismissed', 'muted', 'lapsed')),
    CONSTRAINT signal_settled CHECK ((settled_at is null) = (state in ('found', 'shown'))),
    CONSTRAINT signal_shown CHECK (state <> 'shown' or (shown_at is not null and staff_id is not null))
);
-- CreateIndex
CREATE UNIQUE INDEX "signal_workspace_id_ref_key" ON "signal"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "signal_workspace_id_name_subject_occurrence_key" ON "signal"("workspace_id", "name", "subject", "occurrence");
-- CreateIndex
CREATE INDEX "signal_workspace_id_told_in_idx" ON "signal"("workspace_id", "told_in");
-- CreateIndex
CREATE INDEX "signal_workspace_id_state_name_idx" ON "signal"("workspace_id", "state", "name");
-- AddForeignKey
ALTER TABLE "signal" ADD CONSTRAINT "signal_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "signal" ADD CONSTRAINT "signal_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table staff force row level security;

select daybook_audited('signal'::regclass);
