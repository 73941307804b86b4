-- What is spread over time, what is expected, and what was told to the tax authority.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['account', 'company', 'deal', 'invoice', 'bill', 'journal_entry', 'staff', 'posting']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "release_schedule" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "recognised_on" DATE NOT NULL,
    "department" TEXT,
    "stopped_on" DATE,
    "held_account_id" UUID NOT NULL,
    "into_account_id" UUID NOT NULL,
    "company_id" UUID,
    "deal_id" UUID,
    "invoice_id" UUID,
    "bill_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "release_schedule_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "release" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "schedule_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "release_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "accrual" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "department" TEXT,
    "account_id" UUID NOT NULL,
    "company_id" UUID,
    "entry_id" UUID NOT NULL,
    "reversal_id" UUID NOT NULL,
    "bill_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "accrual_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "tax_return" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "seal_number" BIGINT NOT NULL,
    "figures" JSONB NOT NULL,
    "due_minor" BIGINT NOT NULL,
    "entry_id" UUID,
    "closed_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "tax_return_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE INDEX "release_schedule_workspace_id_invoice_id_idx" ON "release_schedule"("workspace_id", "invoice_id");
-- CreateIndex
CREATE INDEX "release_schedule_workspace_id_bill_id_idx" ON "release_schedule"("workspace_id", "bill_id");
-- CreateIndex
CREATE UNIQUE INDEX "release_schedule_workspace_id_ref_key" ON "release_schedule"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "release_workspace_id_schedule_id_month_key" ON "release"("workspace_id", "schedule_id", "month");
-- CreateIndex
CREATE INDEX "accrual_workspace_id_month_idx" ON "accrual"("workspace_id", "month");
-- CreateIndex
CREATE UNIQUE INDEX "accrual_workspace_id_ref_key" ON "accrual"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "tax_return_workspace_id_ref_key" ON "tax_return"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "tax_return_workspace_id_ends_on_key" ON "tax_return"("workspace_id", "ends_on");
-- AddForeignKey
ALTER TABLE "release_schedule" ADD CONSTRAINT "release_schedule_workspace_id_held_account_id_fkey" FOREIGN KEY ("workspace_id", "held_account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "release_schedule" ADD CONSTRAINT "release_schedule_workspace_id_into_account_id_fkey" FOREIGN KEY ("workspace_id", "into_account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "release_schedule" ADD CONSTRAINT "release_schedule_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "release_schedule" ADD CONSTRAINT "release_schedule_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "release_schedule" ADD CONSTRAINT "release_schedule_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "release_schedule" ADD CONSTRAINT "release_schedule_workspace_id_bill_id_fkey" FOREIGN KEY ("workspace_id", "bill_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_workspace_id_schedule_id_fkey" FOREIGN KEY ("workspace_id", "schedule_id") REFERENCES "release_schedule"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "accrual" ADD CONSTRAINT "accrual_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "accrual" ADD CONSTRAINT "accrual_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "accrual" ADD CONSTRAINT "accrual_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "accrual" ADD CONSTRAINT "accrual_workspace_id_reversal_id_fkey" FOREIGN KEY ("workspace_id", "reversal_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "accrual" ADD CONSTRAINT "accrual_workspace_id_bill_id_fkey" FOREIGN KEY ("workspace_id", "bill_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "tax_return" ADD CONSTRAINT "tax_return_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "tax_return" ADD CONSTRAINT "tax_return_workspace_id_closed_by_id_fkey" FOREIGN KEY ("workspace_id", "closed_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['account', 'company', 'deal', 'invoice', 'bill', 'journal_entry', 'staff', 'posting']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited(t::regclass) from unnest(array['release_schedule', 'accrual']) t;
select daybook_append_only(t::regclass) from unnest(array['release', 'tax_return']) t;

alter table release_schedule
  add constraint release_schedule_kind_known check (kind in ('deferred_revenue', 'prepayment', 'depreciation')),
  add constraint release_schedule_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint release_schedule_amount_positive check (amount_minor > 0 and base_minor >= 0),
  add constraint release_schedule_starts_before_end check (starts_on <= ends_on),
  add constraint release_schedule_of_one_document check (num_nonnulls(invoice_id, bill_id) <= 1);
alter table release add constraint release_month_iso check (month ~ '^\d{4}-(0[1-9]|1[0-2])$');
alter table accrual
  add constraint accrual_month_iso check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  add constraint accrual_amount_positive check (amount_minor > 0);
alter table tax_return add constraint tax_return_starts_before_end check (starts_on <= ends_on);

create index posting_of_tax_code on posting (workspace_id, date) where tax_code_id is not null;
