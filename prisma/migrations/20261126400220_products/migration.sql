-- What a company sells: with a price a currency, and how it is taxed and booked. Lines of deals may come of one.

do $$ declare t text; begin
  foreach t in array array['account', 'deal_line', 'role', 'tax_code', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "deal_line" ADD COLUMN     "product_id" UUID;
-- CreateTable
CREATE TABLE "product" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "sku_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT,
    "unit" TEXT NOT NULL DEFAULT 'C62',
    "retired_at" TIMESTAMPTZ(3),
    "tax_code_id" UUID,
    "account_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "product_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "product_price" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "product_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "product_price_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "product_workspace_id_sku_key_key" ON "product"("workspace_id", "sku_key");
-- CreateIndex
CREATE INDEX "product_workspace_id_name_key_idx" ON "product"("workspace_id", "name_key");
-- CreateIndex
CREATE UNIQUE INDEX "product_price_workspace_id_product_id_currency_key" ON "product_price"("workspace_id", "product_id", "currency");
-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_workspace_id_tax_code_id_fkey" FOREIGN KEY ("workspace_id", "tax_code_id") REFERENCES "tax_code"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "product_price" ADD CONSTRAINT "product_price_workspace_id_product_id_fkey" FOREIGN KEY ("workspace_id", "product_id") REFERENCES "product"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "deal_line" ADD CONSTRAINT "deal_line_workspace_id_product_id_fkey" FOREIGN KEY ("workspace_id", "product_id") REFERENCES "product"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

select daybook_audited(t::regclass) from unnest(array['product', 'product_price']) t;

alter table product
  add constraint product_keys_lower_case check (sku_key = lower(sku_key) and name_key = lower(name_key)),
  add constraint product_named check (sku_key <> '' and name_key <> '');
alter table product_price
  add constraint product_price_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint product_price_not_negative check (amount_minor >= 0);
create index deal_line_of_product on deal_line (workspace_id, product_id) where product_id is not null;

-- Who sees customers sees what is sold; who keeps the books or leads sales changes it.
do $$ declare ws uuid;
begin
  for ws in select id from workspace loop
    perform set_config('daybook.workspace', ws::text, true);
    update role set capabilities = capabilities || array['product.read']
    where workspace_id = ws and name in ('sales', 'support', 'finance', 'controller', 'manager', 'admin', 'auditor') and 'product.read' <> all(capabilities);
    update role set capabilities = capabilities || array['product.write']
    where workspace_id = ws and name in ('finance', 'controller', 'manager', 'admin') and 'product.write' <> all(capabilities);
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['account', 'deal_line', 'role', 'tax_code', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;
