-- A close of a month, a quarter or a year; what its tasks are blocked by, why one is not needed, who approved it, and what proves it.

do $$ declare t text; begin
  foreach t in array array['close', 'close_task', 'close_template_task', 'message', 'staff', 'task_event', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "close" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'month';
-- AlterTable
ALTER TABLE "close_task" ADD COLUMN     "approved_by_id" UUID,
ADD COLUMN     "blocked_currency" TEXT,
ADD COLUMN     "blocked_minor" BIGINT,
ADD COLUMN     "blocked_on" TEXT,
ADD COLUMN     "blocked_on_id" UUID,
ADD COLUMN     "blocked_type" TEXT,
ADD COLUMN     "blocked_until" DATE,
ADD COLUMN     "evidence_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "review_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "self_approved" BOOLEAN NOT NULL DEFAULT false;
-- AlterTable
ALTER TABLE "close_template_task" ADD COLUMN     "evidence_required" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "owner_department" TEXT;
-- CreateTable
CREATE TABLE "evidence" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT,
    "content_type" TEXT,
    "size_bytes" INTEGER,
    "content_hash" TEXT,
    "removed_at" TIMESTAMPTZ(3),
    "task_id" UUID NOT NULL,
    "message_id" UUID,
    "added_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "evidence_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE INDEX "evidence_workspace_id_task_id_idx" ON "evidence"("workspace_id", "task_id");
-- CreateIndex
CREATE INDEX "evidence_workspace_id_content_hash_idx" ON "evidence"("workspace_id", "content_hash");
-- AddForeignKey
ALTER TABLE "close_task" ADD CONSTRAINT "close_task_workspace_id_approved_by_id_fkey" FOREIGN KEY ("workspace_id", "approved_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "close_task" ADD CONSTRAINT "close_task_workspace_id_blocked_on_id_fkey" FOREIGN KEY ("workspace_id", "blocked_on_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_workspace_id_added_by_id_fkey" FOREIGN KEY ("workspace_id", "added_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What was blocked so far said why in its history alone.
alter table close_task disable trigger user;
update close_task t set blocked_type = 'other', reason = coalesce((
  select e.note from task_event e where e.workspace_id = t.workspace_id and e.task_id = t.id and e.kind = 'blocked'
  order by e.at desc, e.id desc limit 1), 'not said') where t.state = 'blocked';
update close_task t set reason = 'not said' where t.state = 'not_applicable';
alter table close_task enable trigger user;

do $$ declare t text; begin
  foreach t in array array['close', 'close_task', 'close_template_task', 'message', 'staff', 'task_event', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited('evidence');

alter table close
  drop constraint close_month_iso,
  add constraint close_named_by_kind check (case kind
    when 'month' then month ~ '^\d{4}-(0[1-9]|1[0-2])$'
    when 'quarter' then month ~ '^\d{4}-Q[1-4]$'
    when 'year' then month ~ '^\d{4}$'
    else false end);

alter table close_template_task
  add constraint close_template_task_one_way_to_an_owner check (num_nonnulls(owner_role, owner_department, owner_id) <= 1);

alter table close_task
  add constraint close_task_blocked_by_something check ((state = 'blocked') = (blocked_type is not null)),
  add constraint close_task_blocked_type_known check (blocked_type in ('data', 'person', 'department', 'supplier', 'customer', 'system', 'other')),
  add constraint close_task_blocked_says_of_what check (
    blocked_type is not null or num_nonnulls(blocked_on, blocked_on_id, blocked_until, blocked_minor, blocked_currency) = 0),
  add constraint close_task_risk_is_an_amount check (
    num_nonnulls(blocked_minor, blocked_currency) <> 1 and (blocked_minor is null or blocked_minor > 0)),
  add constraint close_task_reason_said check (
    state not in ('blocked', 'not_applicable') or coalesce(btrim(reason), '') <> ''),
  -- Where two are wanted, an approval names its second person; what a check proves, the data has approved.
  add constraint close_task_approved_by_somebody check (
    state <> 'approved' or not review_required or check_name is not null or approved_by_id is not null),
  add constraint close_task_approver_is_not_preparer check (approved_by_id <> done_by_id or self_approved),
  add constraint close_task_self_approved_as_said check (
    not self_approved or state = 'approved' and coalesce(approved_by_id = done_by_id, false));

alter table evidence
  add constraint evidence_kind_known check (kind in ('file', 'mail', 'link')),
  add constraint evidence_named check (btrim(title) <> ''),
  add constraint evidence_link_is_on_the_web check ((kind = 'link') = (url is not null) and (url is null or url ~* '^https?://')),
  add constraint evidence_file_is_kept check ((kind = 'file') = (content_hash is not null and size_bytes is not null and content_type is not null)),
  add constraint evidence_hash_is_sha256 check (content_hash ~ '^[0-9a-f]{64}$'),
  add constraint evidence_mail_is_ours check (kind <> 'mail' or message_id is not null);

-- The same file, mail or address stands on a task once.
create unique index evidence_file_once on evidence (workspace_id, task_id, content_hash) where removed_at is null and kind = 'file';
create unique index evidence_mail_once on evidence (workspace_id, task_id, message_id) where removed_at is null and kind = 'mail';
create unique index evidence_link_once on evidence (workspace_id, task_id, url) where removed_at is null and kind = 'link';

-- Only a company of one person approves its own work.
create function only_alone_approves_own() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.self_approved and (select count(*) from staff s where s.workspace_id = new.workspace_id and s.active) > 1 then
    raise exception using errcode = 'DB010', message = format('%s needs another person''s approval.', new.ref);
  end if;
  return null;
end $$;
create trigger b_self_approval after insert or update of self_approved on close_task
  for each row when (new.self_approved) execute function only_alone_approves_own();

-- What is submitted or approved has its evidence. The row is locked by now, so evidence that goes meanwhile is gone or waits.
create function evidence_before_done() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from evidence e where e.workspace_id = new.workspace_id and e.task_id = new.id and e.removed_at is null) then
    raise exception using errcode = 'DB011',
      message = format('%s needs something that proves it first: `close evidence %s` puts a file, a mail or a link on it.', new.ref, new.ref);
  end if;
  return new;
end $$;
create trigger b_evidence before update of state on close_task for each row
  when (new.evidence_required and new.state in ('submitted', 'approved') and old.state is distinct from new.state)
  execute function evidence_before_done();

-- What a task was approved by stays as it was then; what is with its reviewer loses nothing.
create function evidence_stays() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare of_task record;
begin
  select t.ref, t.state into of_task from close_task t where t.workspace_id = new.workspace_id and t.id = new.task_id for share;
  if of_task.state in ('approved', 'not_applicable') then
    raise exception using errcode = 'DB012',
      message = format('%s is finished: its evidence stays as it was approved. Reopen it first: `close undone %s`.', of_task.ref, of_task.ref);
  end if;
  if tg_op = 'UPDATE' and of_task.state = 'submitted' then
    raise exception using errcode = 'DB012',
      message = format('%s is with its reviewer: nothing is taken off it until it is sent back.', of_task.ref);
  end if;
  return new;
end $$;
create trigger b_stays before insert or update on evidence for each row execute function evidence_stays();
-- It is taken off, and still known to have been there.
revoke delete on evidence from daybook_app;
