-- How long deals stayed where is read from the index alone, in the order in which it stands there.
drop index stage_change_workspace_id_deal_id_at_idx;
create index stage_change_of_deal on stage_change (workspace_id, deal_id, at, id, to_stage_id);
