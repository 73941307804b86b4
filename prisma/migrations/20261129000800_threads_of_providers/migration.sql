-- Which conversation Gmail or Outlook takes a mail for. It joins nothing: threads that share one are shown to each other, for a person to
-- say whether they are one.

alter table message add column provider_thread text;

create index message_by_provider_thread on message (workspace_id, provider_thread) where provider_thread is not null;
