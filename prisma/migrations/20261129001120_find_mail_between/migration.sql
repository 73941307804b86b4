-- Days are looked at where the mails are found: of a common word the newest 2,000 came first, and whatever was before a day among them
-- was nothing. `after_at` on or after, `before_at` before; null does not narrow.

set local role daybook_migrator;

drop function search.find_mail(text, integer);
create function search.find_mail(query text, lim integer, after_at timestamptz default null, before_at timestamptz default null)
returns table (message_id uuid, thread_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.id, m.thread_id from search.mail s
    join message m on m.workspace_id = s.workspace_id and m.id = s.message_id
   where s.workspace_id = search.this_workspace() and s.tsv @@ search.to_query(btrim(find_mail.query)) and btrim(find_mail.query) <> ''
     and (find_mail.after_at is null or m.sent_at >= find_mail.after_at)
     and (find_mail.before_at is null or m.sent_at < find_mail.before_at)
   order by m.sent_at desc limit least(find_mail.lim, 2000)
$$;

revoke execute on function search.find_mail(text, integer, timestamptz, timestamptz) from public;
grant execute on function search.find_mail(text, integer, timestamptz, timestamptz) to daybook_app, daybook_reader;

set local role daybook_owner;
