-- Interest on what is paid late: from when on at which rate, and what of it was charged or waived of an invoice.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['invoice', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "interest_terms" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "reference_milli" INTEGER,
    "points_milli" INTEGER NOT NULL,
    "from_level" INTEGER NOT NULL DEFAULT 1,
    "fee_minor" BIGINT NOT NULL DEFAULT 0,
    "fee_currency" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "interest_terms_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "interest_claim" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "through" DATE NOT NULL,
    "interest_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT NOT NULL DEFAULT 0,
    "reason" TEXT,
    "invoice_id" UUID NOT NULL,
    "document_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "interest_claim_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "interest_terms_workspace_id_valid_from_key" ON "interest_terms"("workspace_id", "valid_from");
-- CreateIndex
CREATE INDEX "interest_claim_workspace_id_invoice_id_idx" ON "interest_claim"("workspace_id", "invoice_id");
-- CreateIndex
CREATE INDEX "interest_claim_workspace_id_document_id_idx" ON "interest_claim"("workspace_id", "document_id");
-- AddForeignKey
ALTER TABLE "interest_claim" ADD CONSTRAINT "interest_claim_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "interest_claim" ADD CONSTRAINT "interest_claim_workspace_id_document_id_fkey" FOREIGN KEY ("workspace_id", "document_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['invoice', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

alter table interest_terms
  add constraint interest_terms_fee_is_no_debt check (fee_minor >= 0),
  add constraint interest_terms_level_counts_from_one check (from_level between 1 and 9),
  add constraint interest_terms_rate_in_bounds check (coalesce(reference_milli, 0) + points_milli between 0 and 100000);
alter table interest_claim
  add constraint interest_claim_is_of_something check (interest_minor >= 0 and fee_minor >= 0 and interest_minor + fee_minor > 0);

select daybook_audited('interest_terms');
select daybook_audited('interest_claim');
