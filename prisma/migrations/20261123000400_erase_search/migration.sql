-- An erased person is not found by search either: titles and texts of records that name them (a deal's, a company's).

set local role daybook_migrator;

-- Replaces in what can be found what `pattern` finds. Answers how many records it changed. Mail is made findable anew by the
-- service, from its messages.
create function search.erase_words(pattern text, pseudonym text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  changed integer;
begin
  update search.doc d set title = t.title, title_key = search.fold(t.title), body = t.body,
    tsv = setweight(to_tsvector('search.plain', coalesce(d.ref, '') || ' ' || t.title), 'A')
      || setweight(to_tsvector('search.plain', left(t.body, 200000)), 'C')
  from (select o.kind, o.record_id, regexp_replace(o.title, erase_words.pattern, erase_words.pseudonym, 'gi') as title,
               regexp_replace(o.body, erase_words.pattern, erase_words.pseudonym, 'gi') as body
          from search.doc o where o.workspace_id = ws
           and (o.title ~* erase_words.pattern or o.body ~* erase_words.pattern or o.title_key ~* erase_words.pattern)) t
  where d.workspace_id = ws and d.kind = t.kind and d.record_id = t.record_id;
  get diagnostics changed = row_count;
  return changed;
end $$;

revoke execute on function search.erase_words(text, text) from public;
grant execute on function search.erase_words(text, text) to daybook_app;

set local role daybook_owner;
