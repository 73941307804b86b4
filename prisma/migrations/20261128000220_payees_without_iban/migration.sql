-- Suppliers in countries without IBAN: a US routing number or a UK sort code beside the number of their account.
ALTER TABLE "payee" ADD COLUMN "routing" TEXT;

alter table payee add constraint payee_routing_known check (routing ~ '^([0-9]{6}|[0-9]{9})$');
