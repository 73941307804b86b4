-- What a line counts (UN/ECE Recommendation 20: C62 is "one"), and how a customer wants invoices: as PDF, or with an e-invoice beside it.
-- AlterTable
ALTER TABLE "company" ADD COLUMN     "invoice_format" TEXT NOT NULL DEFAULT 'pdf';
-- AlterTable
ALTER TABLE "invoice_line" ADD COLUMN     "unit" TEXT NOT NULL DEFAULT 'C62';

alter table company add constraint company_invoice_format_known check (invoice_format in ('pdf', 'ubl'));
alter table invoice_line add constraint invoice_line_unit_code check (unit ~ '^[A-Z0-9]{2,3}$');
