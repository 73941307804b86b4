-- Filing asks for every batch of mail whether one of its ids is a mail that we sent.
create index delivery_message_key on delivery (workspace_id, message_key) where message_key is not null;
