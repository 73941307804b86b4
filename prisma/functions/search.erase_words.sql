CREATE OR REPLACE FUNCTION search.erase_words(pattern text, pseudonym text)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  changed integer;
begin
  update search.doc d set title = t.title, title_key = search.fold(t.title), body = t.body, notes = t.notes,
    tsv = search.words_of(d.ref, t.title, t.body, t.notes)
  from (select o.kind, o.record_id, regexp_replace(o.title, erase_words.pattern, erase_words.pseudonym, 'gi') as title,
               regexp_replace(o.body, erase_words.pattern, erase_words.pseudonym, 'gi') as body,
               regexp_replace(o.notes, erase_words.pattern, erase_words.pseudonym, 'gi') as notes
          from search.doc o where o.workspace_id = ws
           and (o.title ~* erase_words.pattern or o.body ~* erase_words.pattern or o.title_key ~* erase_words.pattern
             or o.notes ~* erase_words.pattern)) t
  where d.workspace_id = ws and d.kind = t.kind and d.record_id = t.record_id;
  get diagnostics changed = row_count;
  return changed;
end $function$
;
