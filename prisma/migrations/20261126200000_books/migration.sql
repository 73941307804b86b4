-- Both sides of the books in one shape: credit notes and refunds beside invoices and payments, bills beside invoices, exchange
-- rates and what is open in the base currency, tax codes on postings. `DB005` also says that a tax code is unknown.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['posting', 'journal_entry', 'tax_code', 'invoice', 'invoice_line', 'payment', 'allocation', 'staff', 'company', 'account', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- DropIndex
DROP INDEX "tax_code_workspace_id_code_key";
-- AlterTable
ALTER TABLE "posting" ADD COLUMN     "bill_id" UUID,
ADD COLUMN     "tax_code_id" UUID;
-- AlterTable
ALTER TABLE "tax_code" ADD COLUMN     "active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "category" TEXT NOT NULL DEFAULT 'S',
ADD COLUMN     "deductible_bp" INTEGER NOT NULL DEFAULT 10000,
ADD COLUMN     "side" TEXT NOT NULL DEFAULT 'sale';
-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "base_open_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "corrects_id" UUID,
ADD COLUMN     "dispute_reason" TEXT,
ADD COLUMN     "disputed_at" TIMESTAMPTZ(3),
ADD COLUMN     "fx_rate" DECIMAL(20,10),
ADD COLUMN     "imported" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'invoice',
ADD COLUMN     "tax_point" DATE;
-- AlterTable
ALTER TABLE "invoice_line" ADD COLUMN     "department" TEXT,
ADD COLUMN     "service_from" DATE,
ADD COLUMN     "service_to" DATE;
-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "base_unapplied_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "direction" TEXT NOT NULL DEFAULT 'in',
ADD COLUMN     "fx_rate" DECIMAL(20,10),
ADD COLUMN     "reversal_entry_id" UUID,
ADD COLUMN     "reversed_at" TIMESTAMPTZ(3),
ADD COLUMN     "staff_id" UUID,
ALTER COLUMN "company_id" DROP NOT NULL;
-- AlterTable
ALTER TABLE "allocation" ADD COLUMN     "bill_credit_id" UUID,
ADD COLUMN     "bill_id" UUID,
ADD COLUMN     "credit_note_id" UUID,
ADD COLUMN     "entry_id" UUID,
ADD COLUMN     "refund_id" UUID,
ALTER COLUMN "payment_id" DROP NOT NULL,
ALTER COLUMN "invoice_id" DROP NOT NULL;
-- CreateTable
CREATE TABLE "fx_rate" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'spot',
    "rate" DECIMAL(20,10) NOT NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "fx_rate_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "bill" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'bill',
    "number" TEXT,
    "status" TEXT NOT NULL DEFAULT 'received',
    "currency" TEXT NOT NULL,
    "bill_date" DATE NOT NULL,
    "due_date" DATE NOT NULL,
    "tax_point" DATE,
    "posting_date" DATE,
    "department" TEXT,
    "note" TEXT,
    "net_minor" BIGINT NOT NULL DEFAULT 0,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "total_minor" BIGINT NOT NULL DEFAULT 0,
    "open_minor" BIGINT NOT NULL DEFAULT 0,
    "fx_rate" DECIMAL(20,10),
    "base_open_minor" BIGINT NOT NULL DEFAULT 0,
    "imported" BOOLEAN NOT NULL DEFAULT false,
    "company_id" UUID,
    "staff_id" UUID,
    "owner_id" UUID,
    "entry_id" UUID,
    "corrects_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "bill_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "bill_line" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "quantity_milli" BIGINT NOT NULL,
    "unit_price_minor" BIGINT NOT NULL,
    "discount_bp" INTEGER NOT NULL DEFAULT 0,
    "net_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "department" TEXT,
    "service_from" DATE,
    "service_to" DATE,
    "bill_id" UUID NOT NULL,
    "tax_code_id" UUID,
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "bill_line_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "fx_rate_workspace_id_currency_kind_date_key" ON "fx_rate"("workspace_id", "currency", "kind", "date");
-- CreateIndex
CREATE INDEX "bill_workspace_id_company_id_idx" ON "bill"("workspace_id", "company_id");
-- CreateIndex
CREATE INDEX "bill_workspace_id_status_due_date_idx" ON "bill"("workspace_id", "status", "due_date");
-- CreateIndex
CREATE UNIQUE INDEX "bill_workspace_id_ref_key" ON "bill"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "bill_line_workspace_id_bill_id_position_key" ON "bill_line"("workspace_id", "bill_id", "position");
-- CreateIndex
CREATE UNIQUE INDEX "tax_code_workspace_id_side_code_key" ON "tax_code"("workspace_id", "side", "code");
-- CreateIndex
CREATE INDEX "allocation_workspace_id_credit_note_id_idx" ON "allocation"("workspace_id", "credit_note_id");
-- CreateIndex
CREATE INDEX "allocation_workspace_id_bill_id_idx" ON "allocation"("workspace_id", "bill_id");
-- CreateIndex
CREATE INDEX "allocation_workspace_id_bill_credit_id_idx" ON "allocation"("workspace_id", "bill_credit_id");
-- CreateIndex
CREATE INDEX "allocation_workspace_id_refund_id_idx" ON "allocation"("workspace_id", "refund_id");
-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_workspace_id_bill_id_fkey" FOREIGN KEY ("workspace_id", "bill_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_workspace_id_tax_code_id_fkey" FOREIGN KEY ("workspace_id", "tax_code_id") REFERENCES "tax_code"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_workspace_id_corrects_id_fkey" FOREIGN KEY ("workspace_id", "corrects_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_reversal_entry_id_fkey" FOREIGN KEY ("workspace_id", "reversal_entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_credit_note_id_fkey" FOREIGN KEY ("workspace_id", "credit_note_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_bill_credit_id_fkey" FOREIGN KEY ("workspace_id", "bill_credit_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_bill_id_fkey" FOREIGN KEY ("workspace_id", "bill_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_refund_id_fkey" FOREIGN KEY ("workspace_id", "refund_id") REFERENCES "payment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill" ADD CONSTRAINT "bill_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill" ADD CONSTRAINT "bill_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill" ADD CONSTRAINT "bill_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill" ADD CONSTRAINT "bill_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill" ADD CONSTRAINT "bill_workspace_id_corrects_id_fkey" FOREIGN KEY ("workspace_id", "corrects_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill_line" ADD CONSTRAINT "bill_line_workspace_id_bill_id_fkey" FOREIGN KEY ("workspace_id", "bill_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill_line" ADD CONSTRAINT "bill_line_workspace_id_tax_code_id_fkey" FOREIGN KEY ("workspace_id", "tax_code_id") REFERENCES "tax_code"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bill_line" ADD CONSTRAINT "bill_line_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- ---- What was recorded so far is all in the base currency

do $$
declare
  ws uuid;
begin
  for ws in select id from workspace loop
    perform set_config('daybook.workspace', ws::text, true);
    update invoice set base_open_minor = open_minor where workspace_id = ws and open_minor <> 0;
    update payment set base_unapplied_minor = unapplied_minor where workspace_id = ws and unapplied_minor <> 0;
    update tax_code set category = code where workspace_id = ws and code in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O') and code <> category;
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['posting', 'journal_entry', 'tax_code', 'invoice', 'invoice_line', 'payment', 'allocation', 'staff', 'company', 'account', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited(t::regclass) from unnest(array['bill', 'bill_line', 'fx_rate']) t;

-- ---- Value sets and signs

alter table tax_code
  add constraint tax_code_side_known check (side in ('sale', 'purchase')),
  add constraint tax_code_category_known check (category in ('S', 'AA', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  add constraint tax_code_deductible_in_basis_points check (deductible_bp between 0 and 10000);

alter table fx_rate
  add constraint fx_rate_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint fx_rate_kind_known check (kind in ('spot', 'average', 'closing')),
  add constraint fx_rate_positive check (rate > 0);

alter table invoice drop constraint invoice_status_known, drop constraint invoice_open_fits_status;
alter table invoice
  add constraint invoice_kind_known check (kind in ('invoice', 'credit_note')),
  add constraint invoice_status_known check (status in ('draft', 'issued', 'part_paid', 'paid', 'credited', 'written_off', 'void')),
  add constraint invoice_open_fits_status check (case status
    when 'issued' then open_minor = total_minor
    when 'part_paid' then open_minor > 0 and open_minor < total_minor
    else open_minor = 0 end),
  add constraint invoice_base_open_with_open check (base_open_minor >= 0 and (open_minor <> 0 or base_open_minor = 0)),
  add constraint invoice_fx_rate_positive check (fx_rate > 0),
  add constraint invoice_corrects_as_credit_note check (corrects_id is null or kind = 'credit_note'),
  add constraint invoice_dispute_has_reason check ((disputed_at is null) = (dispute_reason is null));

alter table invoice_line
  add constraint invoice_line_service_period check (num_nonnulls(service_from, service_to) in (0, 2) and service_from <= service_to);

alter table number_series drop constraint number_series_kind_known;
alter table number_series add constraint number_series_kind_known check (kind in ('invoice', 'credit_note'));

alter table payment
  add constraint payment_direction_known check (direction in ('in', 'out')),
  add constraint payment_of_one_party check (num_nonnulls(company_id, staff_id) = 1),
  add constraint payment_fx_rate_positive check (fx_rate > 0),
  add constraint payment_base_unapplied_with_unapplied check (base_unapplied_minor >= 0 and (unapplied_minor <> 0 or base_unapplied_minor = 0)),
  add constraint payment_reversed_holds_nothing check (reversed_at is null or unapplied_minor = 0);

alter table allocation
  add constraint allocation_from_one check (num_nonnulls(payment_id, credit_note_id, bill_credit_id) = 1),
  add constraint allocation_to_one check (num_nonnulls(invoice_id, bill_id, refund_id) = 1),
  add constraint allocation_on_one_side check (
    (credit_note_id is null or bill_id is null) and (bill_credit_id is null or invoice_id is null));

alter table bill
  add constraint bill_kind_known check (kind in ('bill', 'credit_note', 'expense')),
  add constraint bill_status_known check (status in ('received', 'approved', 'rejected', 'posted', 'part_paid', 'paid', 'void')),
  add constraint bill_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint bill_of_one_party check (num_nonnulls(company_id, staff_id) = 1 and (kind = 'expense') = (staff_id is not null)),
  add constraint bill_amounts_not_negative check (net_minor >= 0 and tax_minor >= 0),
  add constraint bill_total_is_net_and_tax check (total_minor = net_minor + tax_minor),
  add constraint bill_open_not_negative check (open_minor >= 0),
  add constraint bill_posted_with_entry check ((status in ('posted', 'part_paid', 'paid')) = (entry_id is not null)
    and (entry_id is null or posting_date is not null)),
  add constraint bill_open_fits_status check (case status
    when 'posted' then open_minor = total_minor
    when 'part_paid' then open_minor > 0 and open_minor < total_minor
    else open_minor = 0 end),
  add constraint bill_base_open_with_open check (base_open_minor >= 0 and (open_minor <> 0 or base_open_minor = 0)),
  add constraint bill_fx_rate_positive check (fx_rate > 0);

alter table bill_line
  add constraint bill_line_discount_in_basis_points check (discount_bp between 0 and 10000),
  add constraint bill_line_service_period check (num_nonnulls(service_from, service_to) in (0, 2) and service_from <= service_to);

create index posting_of_bill on posting (workspace_id, bill_id) where bill_id is not null;
create index bill_open on bill (workspace_id, due_date) where open_minor <> 0;
create index bill_open_of_company on bill (workspace_id, company_id) where open_minor <> 0;
-- One document of a supplier is entered once, however it came in.
create unique index bill_number_once on bill (workspace_id, company_id, kind, lower(number)) where number is not null and status not in ('void', 'rejected');

