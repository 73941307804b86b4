-- A case can be a team's, which came after cases.
alter table support_case no force row level security;
alter table team no force row level security;
ALTER TABLE "support_case" ADD COLUMN "team_id" UUID;
-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
create index support_case_of_team on support_case (workspace_id, team_id) where team_id is not null;
alter table support_case force row level security;
alter table team force row level security;
