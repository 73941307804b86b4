-- A contact's card and every line of a list of contacts count their open deals: without this all open deals of the company were read for
-- each. Stages had two indexes that say the same.

create index deal_of_contact on deal (workspace_id, contact_id) where contact_id is not null;
drop index deal_of_stage;
