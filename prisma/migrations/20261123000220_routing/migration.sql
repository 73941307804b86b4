-- What stands before the wall, because it must be asked before anybody knows whose workspace it is: ids and instants
-- alone, no names, no content. No row-level security here; the service reads and writes it freely.

-- Which workspace does this Slack team, mail address or token belong to?
create table routing.workspace_route (
  kind text not null,
  key text not null,
  workspace_id uuid not null,
  primary key (kind, key)
);
create index workspace_route_of_workspace on routing.workspace_route (workspace_id);

-- Every open outbox row, for the relay. Kept by the trigger below: a row is here exactly as long as it isn't done.
create table routing.outbox_ref (
  outbox_id uuid primary key,
  workspace_id uuid not null,
  due_at timestamptz(3) not null,
  offered_at timestamptz(3)
);
create index outbox_ref_due on routing.outbox_ref (due_at);

-- Exactly one worker follows a mailbox; its fence rises with every new holder, so that a late one can be told from the present.
create table routing.mailbox_lease (
  mailbox_id uuid primary key,
  workspace_id uuid not null,
  holder text,
  fence bigint not null default 0,
  until timestamptz(3) not null default '-infinity'
);

-- Business schedules: what is to be done next, and when.
create table routing.due (
  kind text not null,
  id uuid not null,
  workspace_id uuid not null,
  at timestamptz(3) not null,
  primary key (kind, id)
);
create index due_at on routing.due (at);

grant usage on schema routing to daybook_app, daybook_reader;
grant select, insert, update, delete on all tables in schema routing to daybook_app;
grant select on all tables in schema routing to daybook_reader;

create function follow_outbox() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and new.done_at is not null) then
    delete from routing.outbox_ref where outbox_id = old.id;
  elsif new.done_at is null then
    insert into routing.outbox_ref (outbox_id, workspace_id, due_at) values (new.id, new.workspace_id, new.due_at)
    on conflict (outbox_id) do update set due_at = excluded.due_at, offered_at = null;
  end if;
  return null;
end $$;

create trigger c_route after insert or delete on outbox for each row execute function follow_outbox();
create trigger c_route_change after update on outbox for each row
  when (old.done_at is distinct from new.done_at or old.due_at is distinct from new.due_at)
  execute function follow_outbox();
