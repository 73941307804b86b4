-- Whose a record is, beside what search knows of it (docs/adr/0005). The best forty of the whole company were found, and those one may
-- not see left out afterwards: whoever sees their own records alone did not find theirs behind forty of colleagues'.

alter table search.doc add column owner_id uuid;

-- A key more in each index: whoever searches all pays nothing for it, and an owner's records are met with the words' by the index.
drop index search.doc_words;
drop index search.doc_titles;

set local role daybook_migrator;

-- Null of a kind that nobody owns.
create function search.owner_of(ws uuid, kind text, record uuid) returns uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select case owner_of.kind
    when 'contact' then (select r.owner_id from contact r where r.workspace_id = ws and r.id = record)
    when 'company' then (select r.owner_id from company r where r.workspace_id = ws and r.id = record)
    when 'deal' then (select r.owner_id from deal r where r.workspace_id = ws and r.id = record)
    when 'case' then (select r.owner_id from support_case r where r.workspace_id = ws and r.id = record)
    when 'quote' then (select r.owner_id from quote r where r.workspace_id = ws and r.id = record)
    when 'invoice' then (select r.owner_id from invoice r where r.workspace_id = ws and r.id = record)
    when 'bill' then (select r.owner_id from bill r where r.workspace_id = ws and r.id = record)
    when 'expense' then (select r.owner_id from bill r where r.workspace_id = ws and r.id = record) end
$$;

-- A record that changes hands takes its document along, whoever changes it and by whatever lane.
create function search.follow_owner() returns trigger language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  update search.doc d set owner_id = new.owner_id
   where d.workspace_id = new.workspace_id and d.kind = any(tg_argv) and d.record_id = new.id;
  return null;
end $$;

-- As before, and whose each is.
create or replace function search.put_all(docs jsonb) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  ws uuid := search.this_workspace();
  written integer;
begin
  insert into search.doc as d (workspace_id, kind, record_id, ref, title, title_key, body, tsv, owner_id)
  select distinct on (i.kind, i.record_id) ws, i.kind, i.record_id, i.ref, i.title, search.fold(coalesce(i.title_key, i.title)), left(coalesce(i.body, ''), 200000),
    setweight(to_tsvector('search.plain', coalesce(i.ref, '') || ' ' || i.title), 'A')
      || setweight(to_tsvector('search.plain', left(coalesce(i.body, ''), 200000)), 'C'),
    search.owner_of(ws, i.kind, i.record_id)
  from rows from (jsonb_to_recordset(docs) as (kind text, record_id uuid, ref text, title text, title_key text, body text))
    with ordinality i(kind, record_id, ref, title, title_key, body, n)
  order by i.kind, i.record_id, i.n desc
  on conflict (workspace_id, kind, record_id) do update
  set ref = excluded.ref, title = excluded.title, title_key = excluded.title_key, body = excluded.body, tsv = excluded.tsv,
    owner_id = excluded.owner_id, updated_at = excluded.updated_at
  where (d.ref, d.title, d.title_key, d.body, d.owner_id)
    is distinct from (excluded.ref, excluded.title, excluded.title_key, excluded.body, excluded.owner_id);
  get diagnostics written = row_count;
  return written;
end $$;

-- As before, of the records of some owners where `owners` is not null. Planned for what is asked: the conditions that don't hold fall
-- away, and the index is asked for the others.
drop function search.find(text, text[], integer);
create function search.find(query text, kinds text[] default null, lim integer default 20, owners uuid[] default null)
returns table (kind text, record_id uuid, ref text, title text, rank real, excerpt text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp set pg_trgm.word_similarity_threshold = 0.5 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  wanted text := search.fold(btrim(find.query));
  words tsquery := search.to_query(btrim(find.query));
begin
  if coalesce(wanted, '') = '' then return; end if;
  return query
  with mails as (
    select s.message_id, s.tsv from search.mail s where s.workspace_id = ws and s.tsv @@ words
      and (find.kinds is null or 'thread' = any(find.kinds)) and find.owners is null limit 500
  ), hits as (
    select d.kind, d.record_id, 10::real points from search.doc d
      where d.workspace_id = ws and d.ref = upper(btrim(find.query)) and (find.kinds is null or d.kind = any(find.kinds))
        and (find.owners is null or d.owner_id = any(find.owners))
    union all
    (select d.kind, d.record_id, 1 + ts_rank(d.tsv, words, 1) from search.doc d
      where d.workspace_id = ws and d.tsv @@ words and (find.kinds is null or d.kind = any(find.kinds))
        and (find.owners is null or d.owner_id = any(find.owners)) limit 500)
    union all
    select 'thread', m.thread_id, 1 + max(ts_rank(h.tsv, words, 1))
      from mails h join message m on m.workspace_id = ws and m.id = h.message_id group by m.thread_id
    union all
    (select d.kind, d.record_id, 2 * word_similarity(wanted, d.title_key) from search.doc d
      where d.workspace_id = ws and wanted <% d.title_key and (find.kinds is null or d.kind = any(find.kinds))
        and (find.owners is null or d.owner_id = any(find.owners)) limit 500)
  ), best as (
    select h.kind, h.record_id, sum(h.points)::real points from hits h group by h.kind, h.record_id
    order by points desc, h.record_id desc limit least(find.lim, 200)
  )
  select d.kind, d.record_id, d.ref, d.title, b.points, case when found.body = '' then null else
    ts_headline('search.plain', left(found.body, 4000), words, 'MaxWords=24, MinWords=8, StartSel="", StopSel=""') end
  from best b join search.doc d on d.workspace_id = ws and d.kind = b.kind and d.record_id = b.record_id
  cross join lateral (select case when d.kind = 'thread' then coalesce(search.mail_body(d.record_id, words), '') else d.body end body) found
  order by b.points desc, d.record_id desc;
end $$;

drop function search.near(text, text, integer);
drop function search.alike(text, text, integer);
create function search.near(kind text, query text, lim integer default 5, owners uuid[] default null)
returns table (record_id uuid, ref text, title text, similarity real)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp set pg_trgm.word_similarity_threshold = 0.85 as $$
declare
  threshold text;
begin
  foreach threshold in array array['0.85', '0.5', '0.3'] loop
    perform set_config('pg_trgm.word_similarity_threshold', threshold, true);
    return query select * from search.alike(near.kind, near.query, least(near.lim, 200), near.owners);
    exit when found;
  end loop;
end $$;

create function search.alike(kind text, query text, lim integer, owners uuid[])
returns table (record_id uuid, ref text, title text, similarity real)
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  wanted text := search.fold(btrim(alike.query));
begin
  return query
  select d.record_id, d.ref, d.title, greatest(similarity(d.title_key, wanted), 0.95 * word_similarity(wanted, d.title_key))::real points
  from search.doc d
  where d.workspace_id = ws and d.kind = alike.kind and wanted <% d.title_key and (alike.owners is null or d.owner_id = any(alike.owners))
  order by points desc, length(d.title_key), d.record_id limit alike.lim;
end $$;

revoke execute on function search.owner_of(uuid, text, uuid), search.follow_owner(), search.find(text, text[], integer, uuid[]),
  search.near(text, text, integer, uuid[]), search.alike(text, text, integer, uuid[]) from public;
grant execute on function search.find(text, text[], integer, uuid[]), search.near(text, text, integer, uuid[]) to daybook_app, daybook_reader;
grant execute on function search.follow_owner() to daybook_owner;

-- What is there already, of all workspaces.
update search.doc d set owner_id = search.owner_of(d.workspace_id, d.kind, d.record_id)
 where d.kind in ('contact', 'company', 'deal', 'case', 'quote', 'invoice', 'bill', 'expense');

set local role daybook_owner;

create index doc_words on search.doc using gin (workspace_id, owner_id, tsv) with (gin_pending_list_limit = 1024);
create index doc_titles on search.doc using gin (workspace_id, kind, owner_id, title_key gin_trgm_ops) with (gin_pending_list_limit = 1024);

do $$
declare
  owned record;
begin
  for owned in select * from (values ('contact', 'contact'), ('company', 'company'), ('deal', 'deal'), ('support_case', 'case'),
    ('quote', 'quote'), ('invoice', 'invoice'), ('bill', 'bill'', ''expense')) o(tab, kinds) loop
    execute format('create trigger %1$s_search_owner after update of owner_id on %1$I for each row
      when (old.owner_id is distinct from new.owner_id) execute function search.follow_owner(''%2$s'')', owned.tab, owned.kinds);
  end loop;
end $$;
