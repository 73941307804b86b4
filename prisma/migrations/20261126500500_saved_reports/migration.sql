-- Questions that somebody gave a name: what is kept are the words, which are read anew for whoever asks.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['staff', 'workspace', 'role']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "saved_report" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "saved_report_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "saved_report_workspace_id_name_key_key" ON "saved_report"("workspace_id", "name_key");
-- AddForeignKey
ALTER TABLE "saved_report" ADD CONSTRAINT "saved_report_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Who may keep questions under a name; roles that a company made itself are its own affair.
do $$ declare ws uuid;
begin
  for ws in select id from workspace loop
    perform set_config('daybook.workspace', ws::text, true);
    update role set capabilities = capabilities || array['report.save']
    where workspace_id = ws and name in ('sales', 'support', 'finance', 'controller', 'manager', 'admin') and 'report.save' <> all(capabilities);
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['staff', 'workspace', 'role']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited('saved_report'::regclass);
