-- The chat's channels as it listed them last, so that one can be named wherever a command is given: in the terminal, by mail, by an assistant.
create table chat_channel (
  workspace_id uuid not null,
  id uuid not null,
  channel text not null,
  name text not null,
  open boolean not null,
  joined boolean not null,
  constraint chat_channel_pkey primary key (workspace_id, id)
);
create unique index chat_channel_workspace_id_channel_key on chat_channel (workspace_id, channel);
create index chat_channel_workspace_id_name_idx on chat_channel (workspace_id, name);
select daybook_plumbing('chat_channel'::regclass);
