-- One search for all kinds, of which some are narrowed to their owners: it was asked once for each rule of who sees what, planned
-- anew each time, and made excerpts of whole texts. Each step is a function of its own, whose plan is kept: what differs from call to
-- call (words, kinds, owners) changes nothing about which index answers best (docs/adr/0072-search-asks-once.md).

set local role daybook_migrator;

create type search.hit as (kind text, record_id uuid, points real, message_id uuid);

create function search.hits_by_reference(ws uuid, reference text, kinds text[], owners uuid[]) returns setof search.hit
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select d.kind, d.record_id, 10::real, null::uuid from search.doc d
   where d.workspace_id = ws and d.ref = upper(reference) and d.kind = any(kinds) and (owners is null or d.owner_id = any(owners))
$$;

-- Of very common words five hundred records are ranked, so that the cost has a bound. What is in the name counts twice.
create function search.hits_by_words(ws uuid, words tsquery, wanted text, kinds text[], owners uuid[]) returns setof search.hit
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  if owners is null then
    return query select d.kind, d.record_id, (1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end)::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.tsv @@ words and d.kind = any(kinds) limit 500;
  else
    return query select d.kind, d.record_id, (1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end)::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.owner_id = any(owners) and d.tsv @@ words and d.kind = any(kinds) limit 500;
  end if;
end $$;

-- Threads by their mails: as good as the best of them, and the newest is what its excerpt is from.
create function search.hits_by_mail(ws uuid, words tsquery, lim integer) returns setof search.hit
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  return query
  with found as (select s.message_id, ts_rank(s.tsv, words, 1) points from search.mail s where s.workspace_id = ws and s.tsv @@ words limit 500),
    best as (select f.message_id, f.points from found f order by f.points desc, f.message_id desc limit 4 * lim)
  select 'thread', m.thread_id, (1 + max(b.points))::real, (array_agg(b.message_id order by m.sent_at desc, m.message_key))[1]
    from best b join message m on m.workspace_id = ws and m.id = b.message_id group by m.thread_id;
end $$;

create function search.hits_by_name(ws uuid, wanted text, kinds text[], owners uuid[]) returns setof search.hit
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  if owners is null then
    return query select d.kind, d.record_id, (2 * word_similarity(wanted, d.title_key))::real, null::uuid
      from search.doc d where d.workspace_id = ws and wanted <% d.title_key and d.kind <> 'thread' and d.kind = any(kinds) limit 500;
  else
    return query select d.kind, d.record_id, (2 * word_similarity(wanted, d.title_key))::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.owner_id = any(owners) and wanted <% d.title_key and d.kind <> 'thread' and d.kind = any(kinds) limit 500;
  end if;
end $$;

-- Some words of a text from where one of the lexemes first stands in it, without accents and case as these are. Only called within
-- `find`, by whose search path it goes: to set its own would take longer than the work.
create function search.excerpt(body text, lexemes text[]) returns text language plpgsql stable as $$
declare
  folded text := lower(unaccent(left(body, 4000)));
  lexeme text;
  place integer := 0;
  at integer;
begin
  foreach lexeme in array lexemes loop
    at := strpos(folded, lexeme);
    if at > 0 and (place = 0 or at < place) then place := at; end if;
  end loop;
  if place <= 40 then return left(body, 240); end if;
  return regexp_replace(substr(body, place - 40, 240), '^\S*\s+', '');
end $$;

-- Full text, names by similarity, and references, the best `lim` of each kind, best first; a note that has the words is what is shown. `among`: [{kinds, owners?}], a kind once;
-- with owners only what these have. Names that are merely alike are looked for among the kinds of which the words found nothing, and
-- no subject is a name.
drop function search.find(text, text[], integer, uuid[]);
create function search.find(query text, among jsonb, lim integer default 20)
returns table (kind text, record_id uuid, ref text, title text, rank real, excerpt text)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp set pg_trgm.word_similarity_threshold = 0.5
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  typed text := btrim(find.query);
  wanted text := search.fold(typed);
  words tsquery := search.to_query(typed);
  lexemes text[] := tsvector_to_array(to_tsvector('search.plain', typed));
  most integer := least(find.lim, 200);
  hits search.hit[] := '{}';
  found search.hit[];
  alike text[];
  seen record;
begin
  if coalesce(wanted, '') = '' then return; end if;
  for seen in
    select array(select jsonb_array_elements_text(a -> 'kinds')) as kinds,
           case when jsonb_typeof(a -> 'owners') = 'array' then array(select jsonb_array_elements_text(a -> 'owners')::uuid) end as owners
      from jsonb_array_elements(among) a
  loop
    found := array(
      select h from search.hits_by_reference(ws, typed, seen.kinds, seen.owners) h
      union all select h from search.hits_by_words(ws, words, wanted, seen.kinds, seen.owners) h);
    if 'thread' = any(seen.kinds) then found := found || array(select h from search.hits_by_mail(ws, words, most) h); end if;
    alike := array(select k from unnest(seen.kinds) k where k <> 'thread' except select h.kind from unnest(found) h);
    if alike <> '{}' then found := found || array(select h from search.hits_by_name(ws, wanted, alike, seen.owners) h); end if;
    hits := hits || found;
  end loop;
  return query
  with summed as (
    select h.kind, h.record_id, sum(h.points)::real as points, max(h.message_id::text)::uuid as message_id from unnest(hits) h group by h.kind, h.record_id
  ), best as (
    select * from (select s.*, row_number() over (partition by s.kind order by s.points desc, s.record_id desc) as place from summed s) p where p.place <= most
  )
  select d.kind, d.record_id, d.ref, d.title, b.points, search.excerpt(nullif(coalesce(
      case when s.whole then m.text else m.subject end, case when d.notes <> '' then search.note_with(d.notes, words) end, d.body), ''), lexemes)
  from best b join search.doc d on d.workspace_id = ws and d.kind = b.kind and d.record_id = b.record_id
  left join search.mail s on s.workspace_id = ws and s.message_id = b.message_id
  left join message m on m.workspace_id = ws and m.id = b.message_id
  order by b.points desc, d.record_id desc;
end $$;

drop function search.mail_body(uuid, tsquery);

-- As before; a subject, which is no name, is looked for by any of its words.
create or replace function search.alike(kind text, query text, lim integer, owners uuid[])
returns table (record_id uuid, ref text, title text, similarity real)
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  wanted text := search.fold(btrim(alike.query));
  words tsquery;
begin
  if alike.kind = 'thread' then
    -- A lexeme can be a mark that a query has a meaning for; none at all finds nothing.
    select string_agg('''' || replace(replace(l, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery into words
      from unnest(tsvector_to_array(to_tsvector('search.plain', alike.query))) l;
    return query
    with named as (select * from search.doc d where d.workspace_id = ws and d.kind = 'thread' and d.tsv @@ words limit 500)
    select d.record_id, d.ref, d.title, greatest(similarity(d.title_key, wanted), 0.95 * word_similarity(wanted, d.title_key))::real points
    from named d order by points desc, length(d.title_key), d.record_id limit alike.lim;
  elsif alike.owners is null then
    return query
    select d.record_id, d.ref, d.title, greatest(similarity(d.title_key, wanted), 0.95 * word_similarity(wanted, d.title_key))::real points
    from search.doc d where d.workspace_id = ws and d.kind = alike.kind and d.kind <> 'thread' and wanted <% d.title_key
    order by points desc, length(d.title_key), d.record_id limit alike.lim;
  else
    return query
    select d.record_id, d.ref, d.title, greatest(similarity(d.title_key, wanted), 0.95 * word_similarity(wanted, d.title_key))::real points
    from search.doc d where d.workspace_id = ws and d.kind = alike.kind and d.kind <> 'thread' and d.owner_id = any(alike.owners) and wanted <% d.title_key
    order by points desc, length(d.title_key), d.record_id limit alike.lim;
  end if;
end $$;

revoke execute on all functions in schema search from public;
grant execute on function search.find(text, jsonb, integer) to daybook_app, daybook_reader;

set local role daybook_owner;

-- Names alone: half the index, and mail pays nothing for it.
drop index search.doc_titles;
create index doc_titles on search.doc using gin (workspace_id, kind, owner_id, title_key gin_trgm_ops) with (gin_pending_list_limit = 1024)
  where kind <> 'thread';
