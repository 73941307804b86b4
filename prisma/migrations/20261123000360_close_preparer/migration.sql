-- Two pairs of eyes: whoever did a close task is not the one who reviews it, whoever owns it.
alter table close_task add constraint close_task_preparer_is_not_reviewer check (done_by_id <> reviewer_id);
