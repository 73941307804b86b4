-- Somebody says before they go when they are away. The trail is read newest first, and by days.
-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "away_from" DATE;
-- CreateIndex
CREATE INDEX "audit_log_workspace_id_at_id_idx" ON "audit_log"("workspace_id", "at", "id");

alter table staff add constraint staff_away_in_order check (away_from is null or away_until >= away_from);
