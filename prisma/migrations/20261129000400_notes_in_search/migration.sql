-- What was noted on a record is found with the record: a call that was logged could be found by no word in it. The notes stand beside
-- what the record itself gives to search (docs/adr/0005), so that neither has to know the other when it changes.

alter table search.doc add column notes text not null default '';

set local role daybook_migrator;

create function search.words_of(ref text, title text, body text, notes text) returns tsvector language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select setweight(to_tsvector('search.plain', coalesce(ref, '') || ' ' || title), 'A')
    || setweight(to_tsvector('search.plain', left(body, 200000)), 'C')
    || setweight(to_tsvector('search.plain', notes), 'D')
$$;

-- Notes, calls and meetings on a record, newest first, each ended by a record separator: so many that a tsvector holds them beside the
-- longest body. Each side has an index of its own.
create function search.notes_of(ws uuid, kind text, record uuid) returns text language plpgsql stable
set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  subject text := case notes_of.kind when 'contact' then 'contact_id' when 'company' then 'company_id' when 'deal' then 'deal_id'
    when 'invoice' then 'invoice_id' when 'case' then 'case_id' end;
  notes text;
begin
  if subject is null then return ''; end if;
  execute format('select left(string_agg(n.body || e''\x1e'', '''' order by n.at desc, n.id desc), 100000)
    from (select a.id, a.at, a.body from activity a where a.workspace_id = $1 and a.%I = $2 and a.kind <> ''task''
           order by a.at desc, a.id desc limit 500) n', subject) into notes using ws, record;
  return coalesce(notes, '');
end $$;

-- The note that has all the words, the newest first: where a record was found by one, that is what is shown of it.
create function search.note_with(notes text, words tsquery) returns text language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select n.body from unnest(string_to_array(notes, e'\x1e')) with ordinality n(body, at)
   where notes <> '' and to_tsvector('search.plain', n.body) @@ words order by n.at limit 1
$$;

-- As before, with the notes of each.
create or replace function search.put_all(docs jsonb) returns integer language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  ws uuid := search.this_workspace();
  written integer;
begin
  insert into search.doc as d (workspace_id, kind, record_id, ref, title, title_key, body, notes, tsv, owner_id)
  select ws, i.kind, i.record_id, i.ref, i.title, i.title_key, i.body, i.notes, search.words_of(i.ref, i.title, i.body, i.notes),
    search.owner_of(ws, i.kind, i.record_id)
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
end $$;

-- A note takes its record's document along, whoever writes it and by whatever lane; a task, which is found otherwise, touches none.
create function search.follow_notes() returns trigger language plpgsql volatile security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  touched jsonb;
begin
  if tg_op = 'INSERT' then
    select jsonb_agg(to_jsonb(n)) into touched from added n where n.kind <> 'task';
  elsif tg_op = 'DELETE' then
    select jsonb_agg(to_jsonb(o)) into touched from removed o where o.kind <> 'task';
  else
    select jsonb_agg(to_jsonb(c)) into touched
      from added n join removed o using (workspace_id, id) cross join lateral (select n.* union all select o.*) c
     where n.kind <> 'task' and (n.body, n.at, n.contact_id, n.company_id, n.deal_id, n.invoice_id, n.case_id)
       is distinct from (o.body, o.at, o.contact_id, o.company_id, o.deal_id, o.invoice_id, o.case_id);
  end if;
  if touched is null then return null; end if;
  update search.doc d set notes = r.notes, tsv = search.words_of(d.ref, d.title, d.body, r.notes), updated_at = app_now()
    from (select s.workspace_id, s.kind, s.record_id, search.notes_of(s.workspace_id, s.kind, s.record_id) as notes
            from (select distinct a.workspace_id, k.kind, k.record_id
                    from jsonb_to_recordset(touched) a(workspace_id uuid, contact_id uuid, company_id uuid, deal_id uuid, invoice_id uuid, case_id uuid)
                    cross join lateral (values ('contact', a.contact_id), ('company', a.company_id), ('deal', a.deal_id),
                      ('invoice', a.invoice_id), ('case', a.case_id)) k(kind, record_id)
                   where k.record_id is not null) s) r
   where d.workspace_id = r.workspace_id and d.kind = r.kind and d.record_id = r.record_id and d.notes <> r.notes;
  return null;
end $$;

-- As before, and where a note has the words it is what is shown.
create or replace function search.find(query text, kinds text[] default null, lim integer default 20, owners uuid[] default null)
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
  cross join lateral (select case when d.kind = 'thread' then coalesce(search.mail_body(d.record_id, words), '')
    else coalesce(search.note_with(d.notes, words), d.body) end body) found
  order by b.points desc, d.record_id desc;
end $$;

-- As before: the notes are mended where they stand, and follow into the document.
create or replace function search.erase_words(pattern text, pseudonym text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
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
end $$;

revoke execute on function search.words_of(text, text, text, text), search.notes_of(uuid, text, uuid), search.note_with(text, tsquery),
  search.follow_notes() from public;
grant execute on function search.follow_notes() to daybook_owner;

-- What is there already, of all workspaces.
update search.doc d set notes = n.notes, tsv = search.words_of(d.ref, d.title, d.body, n.notes)
  from (select o.workspace_id, o.kind, o.record_id, search.notes_of(o.workspace_id, o.kind, o.record_id) as notes from search.doc o
         where o.kind in ('contact', 'company', 'deal', 'invoice', 'case')) n
 where d.workspace_id = n.workspace_id and d.kind = n.kind and d.record_id = n.record_id and n.notes <> '';

set local role daybook_owner;

create trigger activity_search_added after insert on activity referencing new table as added
  for each statement execute function search.follow_notes();
create trigger activity_search_changed after update on activity referencing new table as added old table as removed
  for each statement execute function search.follow_notes();
create trigger activity_search_removed after delete on activity referencing old table as removed
  for each statement execute function search.follow_notes();
