-- Files that go to a customer with a reply. They are kept when the reply is shown, and are the reply's once it is confirmed: what is
-- confirmed is what was shown, and a click brings no files along.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['support_case', 'case_reply', 'staff', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "case_reply_file" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "filename" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "reply_id" UUID,
    "by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "case_reply_file_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE INDEX "case_reply_file_workspace_id_reply_id_idx" ON "case_reply_file"("workspace_id", "reply_id");
-- CreateIndex
CREATE INDEX "case_reply_file_workspace_id_content_hash_idx" ON "case_reply_file"("workspace_id", "content_hash");
-- AddForeignKey
ALTER TABLE "case_reply_file" ADD CONSTRAINT "case_reply_file_workspace_id_case_id_fkey" FOREIGN KEY ("workspace_id", "case_id") REFERENCES "support_case"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "case_reply_file" ADD CONSTRAINT "case_reply_file_workspace_id_reply_id_fkey" FOREIGN KEY ("workspace_id", "reply_id") REFERENCES "case_reply"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "case_reply_file" ADD CONSTRAINT "case_reply_file_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['support_case', 'case_reply', 'staff', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited('case_reply_file'::regclass);

alter table case_reply_file
  add constraint case_reply_file_named check (btrim(filename) <> ''),
  add constraint case_reply_file_not_empty check (size_bytes > 0),
  add constraint case_reply_file_content_hash check (content_hash ~ '^[0-9a-f]{64}$');
