-- `undo` takes back one's last change: without this it read the buttons of the whole company backwards.
create index pending_action_undos on pending_action (workspace_id, created_by_id, id)
  where used_at is null and args ->> 'purpose' = 'undo';
