-- A fee, a discount, tax withheld that came with money belongs to it: taken back together, so that a line that was matched wrongly or
-- a payment that bounced leaves nothing behind.

-- A new foreign key looks at the rows: their owner may see them for that long.
alter table payment no force row level security;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "with_id" UUID;

-- CreateIndex
CREATE INDEX "payment_workspace_id_with_id_idx" ON "payment"("workspace_id", "with_id");

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_with_id_fkey" FOREIGN KEY ("workspace_id", "with_id") REFERENCES "payment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table payment
  add constraint payment_with_money check (with_id is null or method in ('write_off', 'discount', 'fee', 'withholding'));

alter table payment force row level security;
