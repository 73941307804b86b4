-- What another system calls a record, and what it last said of it: a row of its next file is found again by the one and passed over by the
-- other. Points at the record by id alone, as `record_facet` does: a merge leaves it, and who looks up follows what was merged into what.
create table import_key (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  source text not null,
  key text not null,
  record_id uuid not null,
  said text not null,
  constraint import_key_pkey primary key (workspace_id, id),
  constraint import_key_kind check (kind in ('company', 'contact', 'deal', 'product', 'staff'))
);
create unique index import_key_workspace_id_kind_source_key_key on import_key (workspace_id, kind, source, key);
create index import_key_workspace_id_record_id_idx on import_key (workspace_id, record_id);
select daybook_plumbing('import_key'::regclass);
