-- What a customer's mail says a payment of theirs is for: which invoices, and how much of each.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['company', 'invoice', 'message', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "remittance" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "company_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "remittance_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "remittance_part" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "remittance_id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "remittance_part_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "remittance_workspace_id_message_id_key" ON "remittance"("workspace_id", "message_id");
-- CreateIndex
CREATE INDEX "remittance_workspace_id_company_id_idx" ON "remittance"("workspace_id", "company_id");
-- CreateIndex
CREATE UNIQUE INDEX "remittance_part_workspace_id_remittance_id_invoice_id_key" ON "remittance_part"("workspace_id", "remittance_id", "invoice_id");
-- CreateIndex
CREATE INDEX "remittance_part_workspace_id_invoice_id_idx" ON "remittance_part"("workspace_id", "invoice_id");
-- AddForeignKey
ALTER TABLE "remittance" ADD CONSTRAINT "remittance_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "remittance" ADD CONSTRAINT "remittance_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "remittance_part" ADD CONSTRAINT "remittance_part_workspace_id_remittance_id_fkey" FOREIGN KEY ("workspace_id", "remittance_id") REFERENCES "remittance"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "remittance_part" ADD CONSTRAINT "remittance_part_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['company', 'invoice', 'message', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

alter table remittance add constraint remittance_is_of_something check (total_minor > 0);
alter table remittance_part add constraint remittance_part_is_of_something check (amount_minor > 0);

select daybook_audited('remittance');
select daybook_audited('remittance_part');
