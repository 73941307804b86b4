CREATE OR REPLACE FUNCTION search.find(query text, among jsonb, lim integer DEFAULT 20)
 RETURNS TABLE(kind text, record_id uuid, ref text, title text, rank real, excerpt text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "pg_trgm.word_similarity_threshold" TO '0.5'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
  worded search.hit[];
  everyones text[];
  alike text[];
  seen record;
begin
  if coalesce(wanted, '') = '' then return; end if;
  if exists (select from jsonb_array_elements(among) a where a -> 'kinds' ? 'thread') then mails := search.mails_found(ws, words, most); end if;
  select coalesce(array_agg(k), '{}') into everyones
    from jsonb_array_elements(among) a cross join jsonb_array_elements_text(a -> 'kinds') k
   -- Of threads whose subject has a common word the index knows no newest.
   where jsonb_typeof(a -> 'owners') is distinct from 'array' and not (k = 'thread' and cardinality(mails) = enough);
  worded := array(select h from search.hits_by_words(ws, words, wanted, everyones, null) h);
  for seen in
    select array(select jsonb_array_elements_text(a -> 'kinds')) as kinds,
           case when jsonb_typeof(a -> 'owners') = 'array' then array(select jsonb_array_elements_text(a -> 'owners')::uuid) end as owners
      from jsonb_array_elements(among) a
  loop
    found := array(select h from search.hits_by_reference(ws, typed, seen.kinds, seen.owners) h);
    if seen.owners is null and cardinality(worded) < 500 then
      found := found || array(select h from unnest(worded) h where h.kind = any(seen.kinds));
    else
      -- So many of one kind leave no place to others.
      alike := case when seen.owners is null then array(select unnest(seen.kinds) intersect select unnest(everyones)) else seen.kinds end;
      found := found || array(select h from search.hits_by_words(ws, words, wanted, alike, seen.owners) h);
    end if;
    if 'thread' = any(seen.kinds) then found := found || array(select h from search.threads_of(ws, mails, enough) h); end if;
    alike := array(select k from unnest(seen.kinds) k where k <> 'thread' except select h.kind from unnest(found) h);
    -- What stands in so many mails is no name that was mistyped, nor are several words that stand together in a few.
    if alike <> '{}' and cardinality(mails) < (case when numnode(words) = 1 then enough else 5 end) then found := found || array(select h from search.hits_by_name(ws, wanted, alike, seen.owners) h); end if;
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
end $function$
;
