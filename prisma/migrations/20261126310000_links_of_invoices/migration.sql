-- From a deal to its invoices, and from a document to its credit notes, without reading the table.
create index invoice_of_deal on invoice (workspace_id, deal_id) where deal_id is not null;
create index invoice_corrects on invoice (workspace_id, corrects_id) where corrects_id is not null;
create index bill_corrects on bill (workspace_id, corrects_id) where corrects_id is not null;
