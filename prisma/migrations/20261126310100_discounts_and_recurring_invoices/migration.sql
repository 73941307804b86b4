-- What is taken off an invoice as a whole, shared out to its lines; and invoices that come again.

do $$ declare t text; begin
  foreach t in array array['invoice', 'company', 'staff', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "discount_bp" INTEGER,
ADD COLUMN     "discount_minor" BIGINT,
ADD COLUMN     "recurring_id" UUID,
ADD COLUMN     "recurring_on" DATE;
-- AlterTable
ALTER TABLE "invoice_line" ADD COLUMN     "allowance_minor" BIGINT NOT NULL DEFAULT 0;
-- CreateTable
CREATE TABLE "recurring_invoice" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "every" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "next_on" DATE,
    "state" TEXT NOT NULL DEFAULT 'active',
    "issues" BOOLEAN NOT NULL DEFAULT false,
    "template" JSONB NOT NULL,
    "company_id" UUID NOT NULL,
    "owner_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "recurring_invoice_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "recurring_invoice_workspace_id_ref_key" ON "recurring_invoice"("workspace_id", "ref");
-- CreateIndex
CREATE INDEX "recurring_invoice_workspace_id_company_id_idx" ON "recurring_invoice"("workspace_id", "company_id");
-- CreateIndex
CREATE UNIQUE INDEX "invoice_workspace_id_recurring_id_recurring_on_key" ON "invoice"("workspace_id", "recurring_id", "recurring_on");
-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_workspace_id_recurring_id_fkey" FOREIGN KEY ("workspace_id", "recurring_id") REFERENCES "recurring_invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "recurring_invoice" ADD CONSTRAINT "recurring_invoice_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "recurring_invoice" ADD CONSTRAINT "recurring_invoice_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

select daybook_audited('recurring_invoice'::regclass);

alter table recurring_invoice
  add constraint recurring_invoice_every_known check (every in ('week', 'month', 'quarter', 'year')),
  add constraint recurring_invoice_state_known check (state in ('active', 'stopped')),
  add constraint recurring_invoice_ends_after_start check (ends_on >= starts_on);
create index recurring_invoice_due on recurring_invoice (workspace_id, next_on) where state = 'active' and next_on is not null;

alter table invoice
  add constraint invoice_one_discount check (num_nonnulls(discount_bp, discount_minor) <= 1),
  add constraint invoice_discount_possible check (coalesce(discount_bp, 1) between 1 and 10000 and coalesce(discount_minor, 1) > 0),
  add constraint invoice_recurs_on_a_day check (num_nonnulls(recurring_id, recurring_on) in (0, 2));

do $$ declare t text; begin
  foreach t in array array['invoice', 'company', 'staff', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;
