-- A payment or an entry is told of by one line of a bank: two who matched two lines to it at the same moment each saw none yet.
create unique index bank_match_payment_once on bank_match (workspace_id, payment_id) where undone_at is null and payment_id is not null;
create unique index bank_match_entry_once on bank_match (workspace_id, entry_id) where undone_at is null and entry_id is not null;
