-- Offers: from a deal's lines, with what they are taxed and booked as, so that an accepted one becomes the deal's lines and its invoice's.

do $$ declare t text; begin
  foreach t in array array['account', 'company', 'contact', 'deal', 'product', 'staff', 'tax_code', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "quote" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "currency" TEXT NOT NULL,
    "quote_date" DATE NOT NULL,
    "valid_until" DATE NOT NULL,
    "note" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "sent_to" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decline_reason" TEXT,
    "net_minor" BIGINT NOT NULL DEFAULT 0,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "total_minor" BIGINT NOT NULL DEFAULT 0,
    "discount_bp" INTEGER,
    "discount_minor" BIGINT,
    "company_id" UUID NOT NULL,
    "contact_id" UUID,
    "deal_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "quote_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "quote_line" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "quantity_milli" BIGINT NOT NULL,
    "unit_price_minor" BIGINT NOT NULL,
    "discount_bp" INTEGER NOT NULL DEFAULT 0,
    "net_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "allowance_minor" BIGINT NOT NULL DEFAULT 0,
    "unit" TEXT NOT NULL DEFAULT 'C62',
    "delivery_on" DATE,
    "quote_id" UUID NOT NULL,
    "tax_code_id" UUID,
    "account_id" UUID NOT NULL,
    "product_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "quote_line_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "quote_workspace_id_ref_key" ON "quote"("workspace_id", "ref");
-- CreateIndex
CREATE INDEX "quote_workspace_id_deal_id_idx" ON "quote"("workspace_id", "deal_id");
-- CreateIndex
CREATE INDEX "quote_workspace_id_owner_id_status_idx" ON "quote"("workspace_id", "owner_id", "status");
-- CreateIndex
CREATE INDEX "quote_workspace_id_company_id_idx" ON "quote"("workspace_id", "company_id");
-- CreateIndex
CREATE UNIQUE INDEX "quote_line_workspace_id_quote_id_position_key" ON "quote_line"("workspace_id", "quote_id", "position");
-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "quote_line" ADD CONSTRAINT "quote_line_workspace_id_quote_id_fkey" FOREIGN KEY ("workspace_id", "quote_id") REFERENCES "quote"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "quote_line" ADD CONSTRAINT "quote_line_workspace_id_tax_code_id_fkey" FOREIGN KEY ("workspace_id", "tax_code_id") REFERENCES "tax_code"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "quote_line" ADD CONSTRAINT "quote_line_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "quote_line" ADD CONSTRAINT "quote_line_workspace_id_product_id_fkey" FOREIGN KEY ("workspace_id", "product_id") REFERENCES "product"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

select daybook_audited(t::regclass) from unnest(array['quote', 'quote_line']) t;

alter table quote
  add constraint quote_status_known check (status in ('draft', 'sent', 'accepted', 'declined')),
  add constraint quote_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint quote_valid_from_its_day check (valid_until >= quote_date),
  add constraint quote_decided_iff_decided check ((status in ('accepted', 'declined')) = (decided_at is not null)),
  add constraint quote_amounts_add_up check (net_minor + tax_minor = total_minor and net_minor >= 0),
  add constraint quote_one_discount check (num_nonnulls(discount_bp, discount_minor) <= 1);
alter table quote_line
  add constraint quote_line_discount_possible check (discount_bp between 0 and 10000),
  add constraint quote_line_described check (btrim(description) <> '');
-- What is agreed is agreed once.
create unique index quote_accepted_once on quote (workspace_id, deal_id) where status = 'accepted';

do $$ declare t text; begin
  foreach t in array array['account', 'company', 'contact', 'deal', 'product', 'staff', 'tax_code', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;
