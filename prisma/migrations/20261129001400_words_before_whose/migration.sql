-- Words are looked for among everybody's rows first, and whose a row is is asked of the row. Where the workspace stood beside the words,
-- the index was read for all that the company has: a million mails for a word of five thousand. Where the first thousand rows with
-- the words are mostly others', the index is asked for the company's as before (docs/adr/0076-words-before-whose.md).

set local role daybook_migrator;

-- Five hundred of the company's mails that have `wanted`, as good as `words` make them; all where there are no more.
create function search.mails_with(ws uuid, wanted tsquery, words tsquery) returns search.hit[]
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
           where met.is_own or met.n = 1000 limit 500) s;
  if is_cut then
    found := array(select row('thread', null, ts_rank(s.tsv, words, 1), s.message_id)::search.hit
      from search.mail s where s.workspace_id = ws and s.tsv @@ wanted limit 500);
  end if;
  return coalesce(found, '{}');
end $$;

-- As before. What merely begins with the words is another question, twice as dear: it is asked where the words themselves find less than
-- is ranked.
create or replace function search.hits_by_mail(ws uuid, words tsquery, lim integer) returns setof search.hit
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  exact text := regexp_replace(words::text, ''':\*(?= |$)', '''', 'g');
  found search.hit[] := '{}';
begin
  if exact <> words::text then found := search.mails_with(ws, exact::tsquery, words); end if;
  if cardinality(found) < 500 then found := search.mails_with(ws, words, words); end if;
  return query
  with best as (select f.message_id, f.points from unnest(found) f order by f.points desc, f.message_id desc limit 4 * lim)
  select 'thread', m.thread_id, (1 + max(b.points))::real, (array_agg(b.message_id order by m.sent_at desc, m.message_key))[1]
    from best b join message m on m.workspace_id = ws and m.id = b.message_id group by m.thread_id;
end $$;

-- As before, of everybody's first.
create or replace function search.hits_by_words(ws uuid, words tsquery, wanted text, kinds text[], owners uuid[]) returns setof search.hit
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  found search.hit[];
  is_cut boolean;
begin
  if owners is not null then
    return query select d.kind, d.record_id, (1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end)::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.owner_id = any(owners) and d.tsv @@ words and d.kind = any(kinds) limit 500;
    return;
  end if;
  select array_agg(row(d.kind, d.record_id, 1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end, null)::search.hit)
           filter (where d.is_own), bool_or(d.n = 1000)
    into found, is_cut
    from (select * from (select a.kind, a.record_id, a.title_key, a.tsv, a.workspace_id = ws and a.kind = any(kinds) as is_own, row_number() over () as n
                           from search.doc a where a.tsv @@ words limit 1000) met
           where met.is_own or met.n = 1000 limit 500) d;
  if is_cut then
    return query select d.kind, d.record_id, (1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end)::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.tsv @@ words and d.kind = any(kinds) limit 500;
  else
    return query select * from unnest(found);
  end if;
end $$;

revoke execute on function search.mails_with(uuid, tsquery, tsquery) from public;

set local role daybook_owner;
