-- Search over mail, a document a message. With one document a thread every new message had all the others of its thread
-- broken into words again: two thirds of what a backfill cost. A thread keeps a document of its own for its subject.

create table search.mail (
  workspace_id uuid not null,
  message_id uuid not null,
  -- Whether its text is found, or its subject alone.
  whole boolean not null,
  tsv tsvector not null,
  primary key (workspace_id, message_id)
);
-- Twice what waits in search.doc: mail comes by the thousand, and each emptying sorts the words of a whole page of it.
create index mail_words on search.mail using gin (workspace_id, tsv) with (gin_pending_list_limit = 2048);
alter table search.mail enable row level security;
alter table search.mail force row level security;
create policy wall on search.mail using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());

set local role daybook_migrator;

-- Makes messages findable, by all their words or by their subject alone. The caller decides what colleagues may find; the
-- words are taken from the stored message, so that no text travels for it. A tsvector holds one megabyte at most.
create function search.put_mail(messages uuid[], whole boolean) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into search.mail (workspace_id, message_id, whole, tsv)
  select m.workspace_id, m.id, put_mail.whole, to_tsvector('search.plain',
    case when put_mail.whole then concat_ws(' ', m.subject, m.from_name, m.from_address, left(m.text, 200000)) else m.subject end)
  from message m where m.workspace_id = search.this_workspace() and m.id = any(messages)
  on conflict (workspace_id, message_id) do update set whole = excluded.whole, tsv = excluded.tsv
$$;

create function search.remove_mail(messages uuid[]) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from search.mail s where s.workspace_id = search.this_workspace() and s.message_id = any(messages)
$$;

-- By what the messages of some threads are found now: `whole` null is not at all.
create function search.mail_of(threads uuid[]) returns table (message_id uuid, whole boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.id, s.whole from message m left join search.mail s on s.workspace_id = m.workspace_id and s.message_id = m.id
   where m.workspace_id = search.this_workspace() and m.thread_id = any(threads)
$$;

-- As before, and of mail the best message of each thread.
create or replace function search.find(query text, kinds text[] default null, lim integer default 20)
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
  with mails as (
    select s.message_id, s.tsv from search.mail s where s.workspace_id = ws and s.tsv @@ words
      and (find.kinds is null or 'thread' = any(find.kinds)) limit 500
  ), hits as (
    select d.kind, d.record_id, 10::real points from search.doc d
      where d.workspace_id = ws and d.ref = upper(btrim(find.query)) and (find.kinds is null or d.kind = any(find.kinds))
    union all
    (select d.kind, d.record_id, 1 + ts_rank(d.tsv, words, 1) from search.doc d
      where d.workspace_id = ws and d.tsv @@ words and (find.kinds is null or d.kind = any(find.kinds)) limit 500)
    union all
    select 'thread', m.thread_id, 1 + max(ts_rank(h.tsv, words, 1))
      from mails h join message m on m.workspace_id = ws and m.id = h.message_id group by m.thread_id
    union all
    (select d.kind, d.record_id, 2 * word_similarity(wanted, d.title_key) from search.doc d
      where d.workspace_id = ws and wanted <% d.title_key and (find.kinds is null or d.kind = any(find.kinds)) limit 500)
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

-- The words of the newest message of a thread that is found, as far as it is found by them.
create function search.mail_body(thread uuid, words tsquery) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when s.whole then m.text else m.subject end
    from message m join search.mail s on s.workspace_id = m.workspace_id and s.message_id = m.id
   where m.workspace_id = search.this_workspace() and m.thread_id = thread and s.tsv @@ words
   order by m.sent_at desc, m.message_key limit 1
$$;

revoke execute on all functions in schema search from public;
revoke execute on function search.mail_body(uuid, tsquery) from daybook_app, daybook_reader;
grant execute on function search.put_mail(uuid[], boolean), search.remove_mail(uuid[]), search.mail_of(uuid[]) to daybook_app;

set local role daybook_owner;
