-- Before Postgres reads the first mail that has a word it lists all that have it. Mails are counted off into parts, a key of the index of words,
-- so that of a common word the newest two are asked for alone (docs/adr/0091-the-newest-parts-of-common-words.md).

drop index search.mail_words;
create sequence search.mail_number;
alter sequence search.mail_number owner to daybook_owner;
alter table search.mail add column part integer not null default (nextval('search.mail_number') >> 16);
create index mail_words on search.mail using gin (workspace_id, part, tsv) with (gin_pending_list_limit = 2048);

set local row_security = on;
set local role daybook_migrator;

create function search.newest_parts() returns integer[] language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select array[(last_value >> 16) - 1, last_value >> 16]::integer[] from search.mail_number
$$;

create or replace function search.mails_found(ws uuid, words tsquery, lim integer) returns search.hit[]
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  exact text := regexp_replace(words::text, ''':\*(?= |$)', '''', 'g');
  wanted tsquery := exact::tsquery;
  most integer := least(500, 10 * lim);
  enough integer := least(most, 4 * lim);
  parts integer[] := search.newest_parts();
  found search.hit[] := '{}';
  newest search.hit[];
begin
  -- Several words together are rare enough.
  if parts[1] > 0 and numnode(wanted) = 1 then
    found := array(select row('thread', null, ts_rank(s.tsv, words, 1), s.message_id)::search.hit
      from (select * from search.mail m where m.part = any(parts) and m.tsv @@ wanted limit 1000) s where s.workspace_id = ws limit most);
  end if;
  if cardinality(found) < most then found := search.mails_with(ws, wanted, words, most); end if;
  if cardinality(found) < most and exact <> words::text then
    wanted := words;
    found := search.mails_with(ws, wanted, words, most);
  end if;
  if cardinality(found) < most then return found; end if;
  newest := search.newest_with(ws, wanted, words, enough);
  return case when cardinality(newest) = enough then newest else found || newest end;
end $$;

create or replace function search.hits_by_words(ws uuid, words tsquery, wanted text, kinds text[], owners uuid[]) returns setof search.hit
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  found search.hit[];
  is_cut boolean;
begin
  if kinds = '{}' then return; end if;
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

-- Whose a record is and what it is are asked of the record, as with its words: the index would read the company's whole list beside those of the name.
create or replace function search.hits_by_name(ws uuid, wanted text, kinds text[], owners uuid[]) returns setof search.hit
language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  found search.hit[];
  is_cut boolean;
begin
  if owners is not null then
    return query select d.kind, d.record_id, (2 * word_similarity(wanted, d.title_key))::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.owner_id = any(owners) and wanted <% d.title_key and d.kind <> 'thread' and d.kind = any(kinds) limit 500;
    return;
  end if;
  select array_agg(row(d.kind, d.record_id, 2 * word_similarity(wanted, d.title_key), null)::search.hit) filter (where d.is_own), bool_or(d.n = 1000)
    into found, is_cut
    from (select * from (select a.kind, a.record_id, a.title_key, a.workspace_id = ws and a.kind = any(kinds) as is_own, row_number() over () as n
                           from search.doc a where wanted <% a.title_key and a.kind <> 'thread' limit 1000) met
           where met.is_own or met.n = 1000 limit 500) d;
  if is_cut then
    return query select d.kind, d.record_id, (2 * word_similarity(wanted, d.title_key))::real, null::uuid
      from search.doc d where d.workspace_id = ws and wanted <% d.title_key and d.kind <> 'thread' and d.kind = any(kinds) limit 500;
  else
    return query select * from unnest(found);
  end if;
end $$;

revoke execute on function search.newest_parts() from public;
