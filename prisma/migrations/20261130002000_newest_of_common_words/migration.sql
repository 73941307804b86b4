-- Of a word that stands in much mail the newest is found, and fewer mails are ranked: most of what a search costs is rows that are read from
-- the disk's cache. Before, five hundred were ranked, and of a common word those that were stored first (docs/adr/0082-the-newest-of-common-words.md).

set local role daybook_migrator;

-- Loads what knows the setting that `search.find` has.
select word_similarity('', '');

-- So many of the company's mails that have `wanted`, as good as `words` make them; all where there are no more.
create function search.mails_with(ws uuid, wanted tsquery, words tsquery, most integer) returns search.hit[]
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  found search.hit[];
  is_cut boolean;
begin
  -- The thousandth tells that there may be more, whosever it is.
  select array_agg(row('thread', null, ts_rank(s.tsv, words, 1), s.message_id)::search.hit) filter (where s.is_own), bool_or(s.n = 1000)
    into found, is_cut
    from (select * from (select m.message_id, m.tsv, m.workspace_id = ws as is_own, row_number() over () as n
                           from search.mail m where m.tsv @@ wanted limit 1000) met
           where met.is_own or met.n = 1000 limit mails_with.most) s;
  if is_cut then
    found := array(select row('thread', null, ts_rank(s.tsv, words, 1), s.message_id)::search.hit
      from search.mail s where s.workspace_id = ws and s.tsv @@ wanted limit mails_with.most);
  end if;
  return coalesce(found, '{}');
end $$;

-- Those that have `wanted` among the thousand that were stored last: whatever is looked for, these are the same rows, and at hand.
create function search.newest_with(ws uuid, wanted tsquery, words tsquery, most integer) returns search.hit[]
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select array(select row('thread', null, ts_rank(n.tsv, words, 1), n.message_id)::search.hit
    from (select m.message_id, m.tsv from search.mail m where m.workspace_id = ws order by m.message_id desc limit 1000) n
   where n.tsv @@ wanted limit newest_with.most)
$$;

-- As before, of ten mails for each thread that is asked for; of more mails with the words than that, the newest as well; where these
-- are enough, they alone.
create function search.mails_found(ws uuid, words tsquery, lim integer) returns search.hit[]
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  exact text := regexp_replace(words::text, ''':\*(?= |$)', '''', 'g');
  wanted tsquery := exact::tsquery;
  most integer := least(500, 10 * lim);
  enough integer := least(most, 4 * lim);
  found search.hit[];
  newest search.hit[];
begin
  found := search.mails_with(ws, wanted, words, most);
  if cardinality(found) < most and exact <> words::text then
    wanted := words;
    found := search.mails_with(ws, wanted, words, most);
  end if;
  if cardinality(found) < most then return found; end if;
  newest := search.newest_with(ws, wanted, words, enough);
  return case when cardinality(newest) = enough then newest else found || newest end;
end $$;

-- The threads of the best of these mails.
create function search.threads_of(ws uuid, mails search.hit[], most integer) returns setof search.hit
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  return query
  with best as (
    select f.message_id, max(f.points) as points from unnest(mails) f group by f.message_id order by max(f.points) desc, f.message_id desc limit threads_of.most
  )
  select 'thread', m.thread_id, (1 + max(b.points))::real, (array_agg(b.message_id order by m.sent_at desc, m.message_key))[1]
    from best b join message m on m.workspace_id = ws and m.id = b.message_id group by m.thread_id;
end $$;

-- As before; names that are like the words are not looked for where the words themselves stand in much mail.
create or replace function search.find(query text, among jsonb, lim integer default 20)
returns table (kind text, record_id uuid, ref text, title text, rank real, excerpt text)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
set "pg_trgm.word_similarity_threshold" = 0.5 set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  typed text := btrim(find.query);
  wanted text := search.fold(typed);
  words tsquery := search.to_query(typed);
  lexemes text[] := tsvector_to_array(to_tsvector('search.plain', typed));
  most integer := least(find.lim, 200);
  enough integer := least(500, 4 * find.lim);
  hits search.hit[] := '{}';
  mails search.hit[] := '{}';
  found search.hit[];
  alike text[];
  named text[];
  seen record;
begin
  if coalesce(wanted, '') = '' then return; end if;
  if exists (select from jsonb_array_elements(among) a where a -> 'kinds' ? 'thread') then mails := search.mails_found(ws, words, most); end if;
  for seen in
    select array(select jsonb_array_elements_text(a -> 'kinds')) as kinds,
           case when jsonb_typeof(a -> 'owners') = 'array' then array(select jsonb_array_elements_text(a -> 'owners')::uuid) end as owners
      from jsonb_array_elements(among) a
  loop
    -- Of threads whose subject has a common word the index knows no newest.
    named := case when cardinality(mails) = enough then array_remove(seen.kinds, 'thread') else seen.kinds end;
    found := array(
      select h from search.hits_by_reference(ws, typed, seen.kinds, seen.owners) h
      union all select h from search.hits_by_words(ws, words, wanted, named, seen.owners) h);
    if 'thread' = any(seen.kinds) then found := found || array(select h from search.threads_of(ws, mails, enough) h); end if;
    alike := array(select k from unnest(seen.kinds) k where k <> 'thread' except select h.kind from unnest(found) h);
    -- What stands in so many mails is no name that was mistyped.
    if alike <> '{}' and cardinality(mails) < enough then found := found || array(select h from search.hits_by_name(ws, wanted, alike, seen.owners) h); end if;
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

drop function search.hits_by_mail(uuid, tsquery, integer);
drop function search.mails_with(uuid, tsquery, tsquery);
revoke execute on function search.mails_with(uuid, tsquery, tsquery, integer), search.newest_with(uuid, tsquery, tsquery, integer),
  search.mails_found(uuid, tsquery, integer), search.threads_of(uuid, search.hit[], integer) from public;

set local role daybook_owner;
