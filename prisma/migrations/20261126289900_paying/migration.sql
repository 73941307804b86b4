-- Paying: where a supplier or a colleague is paid, verified by a second person; runs that a second person approves; what a bill says
-- about its payment. And existing roles learn what a newer version lets them approve.

do $$ declare t text; begin
  foreach t in array array['bill', 'company', 'staff', 'workspace', 'bank_account', 'role']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "bill" ADD COLUMN     "discount_bp" INTEGER,
ADD COLUMN     "discount_until" DATE,
ADD COLUMN     "held_reason" TEXT,
ADD COLUMN     "payee_number" TEXT,
ADD COLUMN     "payment_reference" TEXT;
-- CreateTable
CREATE TABLE "payee" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "holder" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "bic" TEXT,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "company_id" UUID,
    "staff_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "payee_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "payment_run" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "pay_on" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "record" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "bank_account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "payment_run_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "payment_run_item" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "discount_minor" BIGINT NOT NULL DEFAULT 0,
    "end_to_end_id" TEXT NOT NULL,
    "remittance" TEXT NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "run_id" UUID NOT NULL,
    "bill_id" UUID NOT NULL,
    "payee_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "payment_run_item_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE INDEX "payee_workspace_id_company_id_idx" ON "payee"("workspace_id", "company_id");
-- CreateIndex
CREATE INDEX "payee_workspace_id_staff_id_idx" ON "payee"("workspace_id", "staff_id");
-- CreateIndex
CREATE UNIQUE INDEX "payment_run_workspace_id_ref_key" ON "payment_run"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "payment_run_item_workspace_id_run_id_position_key" ON "payment_run_item"("workspace_id", "run_id", "position");
-- AddForeignKey
ALTER TABLE "payee" ADD CONSTRAINT "payee_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "payee" ADD CONSTRAINT "payee_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "payment_run" ADD CONSTRAINT "payment_run_workspace_id_bank_account_id_fkey" FOREIGN KEY ("workspace_id", "bank_account_id") REFERENCES "bank_account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "payment_run_item" ADD CONSTRAINT "payment_run_item_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "payment_run"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "payment_run_item" ADD CONSTRAINT "payment_run_item_workspace_id_bill_id_fkey" FOREIGN KEY ("workspace_id", "bill_id") REFERENCES "bill"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "payment_run_item" ADD CONSTRAINT "payment_run_item_workspace_id_payee_id_fkey" FOREIGN KEY ("workspace_id", "payee_id") REFERENCES "payee"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What a role may approve, for companies that were there before.
do $$
declare
  ws uuid;
begin
  for ws in select id from workspace loop
    perform set_config('daybook.workspace', ws::text, true);
    update role set capabilities = capabilities || added
    from (select r.id, array(select c from unnest(
        case r.name when 'auditor' then array[]::text[] else array['approval.write'] end
        || case when r.name in ('controller', 'admin') then array['bill.approve', 'expense.approve', 'payment.approve', 'supplier.approve', 'journal.approve']
          when r.name = 'finance' then array['supplier.approve'] when r.name = 'manager' then array['bill.approve:own', 'expense.approve:own']
          else array[]::text[] end) c where c <> all(r.capabilities)) added
      from role r where r.workspace_id = ws and r.name in ('sales', 'support', 'finance', 'controller', 'manager', 'admin', 'department')) x
    where role.workspace_id = ws and role.id = x.id and cardinality(x.added) > 0;
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['bill', 'company', 'staff', 'workspace', 'bank_account', 'role']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited(t::regclass) from unnest(array['payee', 'payment_run', 'payment_run_item']) t;

alter table bill
  add constraint bill_discount_whole check (num_nonnulls(discount_bp, discount_until) in (0, 2) and discount_bp between 0 and 10000);
alter table payee
  add constraint payee_state_known check (state in ('proposed', 'verified', 'rejected', 'replaced')),
  add constraint payee_of_one_party check (num_nonnulls(company_id, staff_id) = 1);
alter table payment_run
  add constraint payment_run_state_known check (state in ('proposed', 'approved', 'rejected', 'void')),
  add constraint payment_run_record_known check (record in ('at_once', 'statement')),
  add constraint payment_run_total_positive check (total_minor > 0);
alter table payment_run_item
  add constraint payment_run_item_amount_positive check (amount_minor > 0 and discount_minor >= 0);

-- One account that is paid to, one change at a time, and no bill in two runs at once.
create unique index payee_once on payee (workspace_id, coalesce(company_id, staff_id), state) where state in ('proposed', 'verified');
create unique index payment_run_item_once on payment_run_item (workspace_id, bill_id) where live;
