-- Facets are kept once a statement, not once a row: a change of ten thousand records wrote them in twenty thousand statements.

create function facet_kind(of_table text) returns text language sql immutable strict parallel safe as $$
  select case of_table when 'support_case' then 'case' else of_table end
$$;

create function keep_facets_of_new() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into record_facet (workspace_id, kind, facet, value, record_id)
  select i.workspace_id, facet_kind(tg_table_name), 'tag', tag, i.id from is_now i, unnest(i.tags) tag where i.tags <> '{}'
  union select i.workspace_id, facet_kind(tg_table_name), e.key, facet_value(e.value), i.id from is_now i, jsonb_each(i.custom) e
    where i.custom <> '{}' and e.value <> 'null';
  return null;
end $$;

create function keep_facets_of_changed() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  touched uuid[] := array(select i.id from is_now i join was w on w.workspace_id = i.workspace_id and w.id = i.id
                           where i.tags is distinct from w.tags or i.custom is distinct from w.custom);
begin
  if touched = '{}' then return null; end if;
  delete from record_facet f using unnest(touched) t(id) where f.workspace_id = current_workspace() and f.record_id = t.id;
  insert into record_facet (workspace_id, kind, facet, value, record_id)
  select i.workspace_id, facet_kind(tg_table_name), 'tag', tag, i.id from unnest(touched) t(id) join is_now i on i.id = t.id, unnest(i.tags) tag
  union select i.workspace_id, facet_kind(tg_table_name), e.key, facet_value(e.value), i.id from unnest(touched) t(id) join is_now i on i.id = t.id, jsonb_each(i.custom) e
    where e.value <> 'null';
  return null;
end $$;

create function keep_facets_of_gone() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from record_facet f using was w where f.workspace_id = w.workspace_id and f.record_id = w.id;
  return null;
end $$;

create function daybook_keeps_facets(wanted regclass) returns void language plpgsql as $$
begin
  execute format('create trigger c_facets_of_new after insert on %s referencing new table as is_now for each statement execute function keep_facets_of_new()', wanted);
  execute format('create trigger c_facets after update on %s referencing old table as was new table as is_now for each statement execute function keep_facets_of_changed()', wanted);
  execute format('create trigger c_facets_of_gone after delete on %s referencing old table as was for each statement execute function keep_facets_of_gone()', wanted);
end $$;

-- Gives a kind of record tags and fields of its own. `custom_field_kind` must know its name.
create or replace function daybook_faceted(wanted regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s add column tags text[] not null default ''{}'', add column custom jsonb not null default ''{}''', wanted);
  perform daybook_keeps_facets(wanted);
end $$;

do $$ declare t text; begin
  foreach t in array array['company', 'contact', 'deal'] loop
    execute format('drop trigger c_facets_of_new on %I', t);
    execute format('drop trigger c_facets on %I', t);
    execute format('drop trigger c_facets_of_gone on %I', t);
    perform daybook_keeps_facets(t::regclass);
  end loop;
end $$;
drop function keep_facets();

grant execute on function facet_kind(text) to daybook_app, daybook_reader;
