-- Messages whose own text says it: for searches in mail alone, where a title that is merely alike is no answer.

set local role daybook_migrator;

create function search.find_mail(query text, lim integer) returns table (message_id uuid, thread_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select m.id, m.thread_id from search.mail s
    join message m on m.workspace_id = s.workspace_id and m.id = s.message_id
   where s.workspace_id = search.this_workspace() and s.tsv @@ search.to_query(btrim(find_mail.query)) and btrim(find_mail.query) <> ''
   order by m.sent_at desc limit least(find_mail.lim, 2000)
$$;

revoke execute on function search.find_mail(text, integer) from public;
grant execute on function search.find_mail(text, integer) to daybook_app, daybook_reader;

set local role daybook_owner;
