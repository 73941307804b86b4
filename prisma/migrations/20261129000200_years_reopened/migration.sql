-- A closed year opens again as a closed period does: by a second person's approval, and until a set time.

do $$ declare t text; begin
  foreach t in array array['year_end', 'approval', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "year_end" ADD COLUMN     "approval_id" UUID,
ADD COLUMN     "until" TIMESTAMPTZ(3);
-- AddForeignKey
ALTER TABLE "year_end" ADD CONSTRAINT "year_end_workspace_id_approval_id_fkey" FOREIGN KEY ("workspace_id", "approval_id") REFERENCES "approval"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['year_end', 'approval', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

alter table year_end
  add constraint year_end_open_by_approval check ((approval_id is null) = (until is null) and (state = 'open' or until is null));
