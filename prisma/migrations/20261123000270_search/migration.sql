-- Search. Full-text and trigram operators aren't leakproof, so behind row-level security they would scan whole tables. The
-- texts therefore stand in one table that no login can read, and these functions – owned by the migrator, who may pass the
-- wall – name the workspace themselves in every statement.

create table search.doc (
  workspace_id uuid not null,
  kind text not null,
  record_id uuid not null,
  ref text,
  title text not null,
  title_key text not null,
  body text not null default '',
  tsv tsvector not null,
  updated_at timestamptz(3) not null default app_now(),
  primary key (workspace_id, kind, record_id)
);
-- What waits to be indexed is read from end to end by every search, so it may not grow to the usual four megabytes.
create index doc_words on search.doc using gin (workspace_id, tsv) with (gin_pending_list_limit = 1024);
create index doc_titles on search.doc using gin (workspace_id, kind, title_key gin_trgm_ops) with (gin_pending_list_limit = 1024);
create index doc_refs on search.doc (workspace_id, ref) where ref is not null;
alter table search.doc enable row level security;
alter table search.doc force row level security;
create policy wall on search.doc using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

-- Words as they are (names and numbers, many languages), without accents and case.
create text search configuration search.plain (copy = simple);
alter text search configuration search.plain alter mapping for hword, hword_part, word with unaccent, simple;

grant usage on schema search to daybook_app, daybook_reader;

set local role daybook_migrator;

create function search.fold(words text) returns text language sql stable parallel safe
set search_path = pg_catalog, public, pg_temp
as $$ select lower(unaccent(words)) $$;

create function search.this_workspace() returns uuid language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_workspace() is null then
    raise exception using errcode = 'DB007', message = 'No workspace is set for this transaction.', detail = '{}';
  end if;
  return current_workspace();
end $$;

-- Records what can be found, set-wise: an array of {kind, record_id, ref?, title, title_key?, body?}. Only the first 200,000
-- characters of a body count (a tsvector holds one megabyte at most). Returns how many rows were new or changed.
create function search.put_all(docs jsonb) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  ws uuid := search.this_workspace();
  written integer;
begin
  insert into search.doc as d (workspace_id, kind, record_id, ref, title, title_key, body, tsv)
  select distinct on (i.kind, i.record_id) ws, i.kind, i.record_id, i.ref, i.title, search.fold(coalesce(i.title_key, i.title)), left(coalesce(i.body, ''), 200000),
    setweight(to_tsvector('search.plain', coalesce(i.ref, '') || ' ' || i.title), 'A')
      || setweight(to_tsvector('search.plain', left(coalesce(i.body, ''), 200000)), 'C')
  from rows from (jsonb_to_recordset(docs) as (kind text, record_id uuid, ref text, title text, title_key text, body text))
    with ordinality i(kind, record_id, ref, title, title_key, body, n)
  order by i.kind, i.record_id, i.n desc
  on conflict (workspace_id, kind, record_id) do update
  set ref = excluded.ref, title = excluded.title, title_key = excluded.title_key, body = excluded.body, tsv = excluded.tsv,
    updated_at = excluded.updated_at
  where (d.ref, d.title, d.title_key, d.body) is distinct from (excluded.ref, excluded.title, excluded.title_key, excluded.body);
  get diagnostics written = row_count;
  return written;
end $$;

create function search.put(kind text, record_id uuid, ref text, title text, title_key text, body text) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  select search.put_all(jsonb_build_array(jsonb_build_object('kind', kind, 'record_id', record_id, 'ref', ref,
    'title', title, 'title_key', title_key, 'body', body)))
$$;

create function search.remove(kind text, record_id uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
begin
  delete from search.doc d where d.workspace_id = search.this_workspace() and d.kind = remove.kind and d.record_id = remove.record_id;
end $$;

-- What people type as a tsquery: quotes, OR and - as on the web; plain words also match as beginnings ("invo" finds invoice).
create function search.to_query(words text) returns tsquery language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select case when words ~ '^[[:alnum:]\s]+$'
    then to_tsquery('search.plain', array_to_string(regexp_split_to_array(btrim(words), '\s+'), ':* & ') || ':*')
    else websearch_to_tsquery('search.plain', words) end
$$;

-- Full text, names by similarity, and references, best first. `kinds` null: all. Of very common words five hundred
-- records are ranked, so that the cost has a bound. `excerpt` shows where it was found.
create function search.find(query text, kinds text[] default null, lim integer default 20)
returns table (kind text, record_id uuid, ref text, title text, rank real, excerpt text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp set pg_trgm.word_similarity_threshold = 0.5 as $$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  wanted text := search.fold(btrim(find.query));
  words tsquery := search.to_query(btrim(find.query));
begin
  if coalesce(wanted, '') = '' then return; end if;
  return query
  with hits as (
    select d.kind, d.record_id, 10::real points from search.doc d
      where d.workspace_id = ws and d.ref = upper(btrim(find.query)) and (find.kinds is null or d.kind = any(find.kinds))
    union all
    (select d.kind, d.record_id, 1 + ts_rank(d.tsv, words, 1) from search.doc d
      where d.workspace_id = ws and d.tsv @@ words and (find.kinds is null or d.kind = any(find.kinds)) limit 500)
    union all
    (select d.kind, d.record_id, 2 * word_similarity(wanted, d.title_key) from search.doc d
      where d.workspace_id = ws and wanted <% d.title_key and (find.kinds is null or d.kind = any(find.kinds)) limit 500)
  ), best as (
    select h.kind, h.record_id, sum(h.points)::real points from hits h group by h.kind, h.record_id
    order by points desc, h.record_id desc limit least(find.lim, 200)
  )
  select d.kind, d.record_id, d.ref, d.title, b.points, case when d.body = '' then null else
    ts_headline('search.plain', left(d.body, 4000), words, 'MaxWords=24, MinWords=8, StartSel="", StopSel=""') end
  from best b join search.doc d on d.workspace_id = ws and d.kind = b.kind and d.record_id = b.record_id
  order by b.points desc, d.record_id desc;
end $$;

-- Names of one kind that are like what was typed, most alike first (1 = the same): for "did you mean". Looks for what is
-- nearly the same, then wider as long as there is nothing (100k names: 7–22 ms; at the widest from the start 250 ms).
create function search.near(kind text, query text, lim integer default 5)
returns table (record_id uuid, ref text, title text, similarity real)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp set pg_trgm.word_similarity_threshold = 0.85 as $$
declare
  threshold text;
begin
  foreach threshold in array array['0.85', '0.5', '0.3'] loop
    perform set_config('pg_trgm.word_similarity_threshold', threshold, true);
    return query select * from search.alike(near.kind, near.query, least(near.lim, 200));
    exit when found;
  end loop;
end $$;

create function search.alike(kind text, query text, lim integer)
returns table (record_id uuid, ref text, title text, similarity real)
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  wanted text := search.fold(btrim(alike.query));
begin
  return query
  select d.record_id, d.ref, d.title, greatest(similarity(d.title_key, wanted), 0.95 * word_similarity(wanted, d.title_key))::real points
  from search.doc d
  where d.workspace_id = ws and d.kind = alike.kind and wanted <% d.title_key
  order by points desc, length(d.title_key), d.record_id limit alike.lim;
end $$;

revoke execute on all functions in schema search from public;
grant execute on function search.put_all(jsonb), search.put(text, uuid, text, text, text, text), search.remove(text, uuid)
  to daybook_app;
grant execute on function search.find(text, text[], integer), search.near(text, text, integer) to daybook_app, daybook_reader;

set local role daybook_owner;
