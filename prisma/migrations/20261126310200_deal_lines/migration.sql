-- What a deal is about, line by line: its amount is their sum, and a won deal is invoiced by them.

do $$ declare t text; begin
  foreach t in array array['deal', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "deal_line" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "quantity_milli" BIGINT NOT NULL DEFAULT 1000,
    "unit" TEXT NOT NULL DEFAULT 'C62',
    "unit_price_minor" BIGINT NOT NULL,
    "discount_bp" INTEGER NOT NULL DEFAULT 0,
    "delivery_on" DATE,
    "deal_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "deal_line_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "deal_line_workspace_id_deal_id_position_key" ON "deal_line"("workspace_id", "deal_id", "position");
-- AddForeignKey
ALTER TABLE "deal_line" ADD CONSTRAINT "deal_line_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

select daybook_audited('deal_line'::regclass);

alter table deal_line
  add constraint deal_line_discount_possible check (discount_bp between 0 and 10000),
  add constraint deal_line_described check (btrim(description) <> '');

do $$ declare t text; begin
  foreach t in array array['deal', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;
