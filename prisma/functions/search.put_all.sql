CREATE OR REPLACE FUNCTION search.put_all(docs jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  ws uuid := search.this_workspace();
  at timestamptz := app_now();
  written integer;
begin
  insert into search.doc as d (workspace_id, kind, record_id, ref, title, title_key, body, notes, tsv, owner_id, updated_at)
  select ws, i.kind, i.record_id, i.ref, i.title, i.title_key, i.body, i.notes, search.words_of(i.ref, i.title, i.body, i.notes),
    search.owner_of(ws, i.kind, i.record_id), at
  from (
    select distinct on (g.kind, g.record_id) g.kind, g.record_id, g.ref, g.title, search.fold(coalesce(g.title_key, g.title)) as title_key,
      left(coalesce(g.body, ''), 200000) as body, search.notes_of(ws, g.kind, g.record_id) as notes
    from rows from (jsonb_to_recordset(docs) as (kind text, record_id uuid, ref text, title text, title_key text, body text))
      with ordinality g(kind, record_id, ref, title, title_key, body, n)
    order by g.kind, g.record_id, g.n desc
  ) i
  on conflict (workspace_id, kind, record_id) do update
  set ref = excluded.ref, title = excluded.title, title_key = excluded.title_key, body = excluded.body, notes = excluded.notes,
    tsv = excluded.tsv, owner_id = excluded.owner_id, updated_at = excluded.updated_at
  where (d.ref, d.title, d.title_key, d.body, d.notes, d.owner_id)
    is distinct from (excluded.ref, excluded.title, excluded.title_key, excluded.body, excluded.notes, excluded.owner_id);
  get diagnostics written = row_count;
  return written;
end $function$
;
