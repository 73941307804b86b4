-- What bills and expenses are proved by: files, kept by their content beside the attachments of mail; and bills that mail of suppliers
-- brings, each proposed once, until somebody enters it or says that it is none.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['bill', 'company', 'message', 'staff', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "bill_proposal" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "source_hash" TEXT NOT NULL,
    "document" JSONB,
    "problem" TEXT,
    "company_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "bill_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "bill_proposal_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "bill_file" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "filename" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "bill_id" UUID,
    "proposal_id" UUID,
    "message_id" UUID,
    "added_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "bill_file_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "bill_proposal_workspace_id_ref_key" ON "bill_proposal"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "bill_proposal_workspace_id_message_id_source_hash_key" ON "bill_proposal"("workspace_id", "message_id", "source_hash");
-- CreateIndex
CREATE UNIQUE INDEX "bill_file_workspace_id_ref_key" ON "bill_file"("workspace_id", "ref");
-- CreateIndex
CREATE INDEX "bill_file_workspace_id_bill_id_idx" ON "bill_file"("workspace_id", "bill_id");
-- CreateIndex
CREATE INDEX "bill_file_workspace_id_proposal_id_idx" ON "bill_file"("workspace_id", "proposal_id");
-- CreateIndex
CREATE INDEX "bill_file_workspace_id_content_hash_idx" ON "bill_file"("workspace_id", "content_hash");
-- AddForeignKey
ALTER TABLE "bill_proposal" ADD CONSTRAINT "bill_proposal_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill_proposal" ADD CONSTRAINT "bill_proposal_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill_proposal" ADD CONSTRAINT "bill_proposal_workspace_id_bill_id_fkey" FOREIGN KEY ("workspace_id", "bill_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill_file" ADD CONSTRAINT "bill_file_workspace_id_bill_id_fkey" FOREIGN KEY ("workspace_id", "bill_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill_file" ADD CONSTRAINT "bill_file_workspace_id_proposal_id_fkey" FOREIGN KEY ("workspace_id", "proposal_id") REFERENCES "bill_proposal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill_file" ADD CONSTRAINT "bill_file_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill_file" ADD CONSTRAINT "bill_file_workspace_id_added_by_id_fkey" FOREIGN KEY ("workspace_id", "added_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['bill', 'company', 'message', 'staff', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited(t::regclass) from unnest(array['bill_proposal', 'bill_file']) t;

alter table bill_proposal
  add constraint bill_proposal_state_known check (state in ('open', 'entered', 'dismissed')),
  add constraint bill_proposal_entered_as check (state <> 'entered' or bill_id is not null);
alter table bill_file
  add constraint bill_file_hash_is_sha256 check (content_hash ~ '^[0-9a-f]{64}$'),
  add constraint bill_file_size_not_negative check (size_bytes >= 0),
  add constraint bill_file_named check (btrim(filename) <> '');

-- The same file stands on a document once.
create unique index bill_file_once on bill_file (workspace_id, bill_id, content_hash) where removed_at is null and bill_id is not null;
