-- Support: cases, what was written to customers on them, which mail was dealt with, and what is to be told of them. Mail threads and
-- notes can stand on a case; a shared mailbox can be support's.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['activity', 'company', 'contact', 'mailbox', 'message', 'role', 'staff', 'thread_link', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "support_case" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'new',
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "source" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_as" TEXT,
    "resolution" TEXT,
    "response_minutes" INTEGER,
    "resolution_minutes" INTEGER,
    "used_seconds" INTEGER NOT NULL DEFAULT 0,
    "running_since" TIMESTAMPTZ(3),
    "first_due_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "first_answered_at" TIMESTAMPTZ(3),
    "first_used_seconds" INTEGER,
    "last_customer_at" TIMESTAMPTZ(3),
    "last_reply_at" TIMESTAMPTZ(3),
    "last_reply_by_id" UUID,
    "company_id" UUID,
    "contact_id" UUID,
    "owner_id" UUID,
    "assigned_at" TIMESTAMPTZ(3),
    "mailbox_id" UUID,
    "follows_id" UUID,
    "merged_into_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "support_case_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "case_reply" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "recipient_key" TEXT NOT NULL,
    "cc" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "case_id" UUID NOT NULL,
    "answers_id" UUID,
    "by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "case_reply_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "case_mail" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "effect" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "case_mail_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "case_notice" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "told_in" UUID,
    "staff_id" UUID,
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "case_notice_pkey" PRIMARY KEY ("workspace_id","id")
);

alter table "activity" add column "case_id" uuid;
alter table "thread_link" add column "case_id" uuid;
alter table "mailbox" add column "support" boolean not null default false;

-- CreateIndex
CREATE UNIQUE INDEX "support_case_workspace_id_ref_key" ON "support_case"("workspace_id", "ref");
-- CreateIndex
CREATE INDEX "support_case_workspace_id_status_due_at_idx" ON "support_case"("workspace_id", "status", "due_at");
-- CreateIndex
CREATE INDEX "support_case_workspace_id_owner_id_status_idx" ON "support_case"("workspace_id", "owner_id", "status");
-- CreateIndex
CREATE INDEX "support_case_workspace_id_company_id_idx" ON "support_case"("workspace_id", "company_id");
-- CreateIndex
CREATE INDEX "support_case_workspace_id_contact_id_idx" ON "support_case"("workspace_id", "contact_id");
-- CreateIndex
CREATE INDEX "support_case_workspace_id_subject_key_idx" ON "support_case"("workspace_id", "subject_key");
-- CreateIndex
CREATE INDEX "case_reply_workspace_id_case_id_at_idx" ON "case_reply"("workspace_id", "case_id", "at");
-- CreateIndex
CREATE INDEX "case_reply_workspace_id_recipient_key_at_idx" ON "case_reply"("workspace_id", "recipient_key", "at");
-- CreateIndex
CREATE UNIQUE INDEX "case_mail_workspace_id_message_id_key" ON "case_mail"("workspace_id", "message_id");
-- CreateIndex
CREATE UNIQUE INDEX "case_notice_workspace_id_recipient_case_id_kind_occasion_key" ON "case_notice"("workspace_id", "recipient", "case_id", "kind", "occasion");
-- CreateIndex
CREATE INDEX "case_notice_workspace_id_told_in_idx" ON "case_notice"("workspace_id", "told_in");
-- CreateIndex
CREATE INDEX "activity_workspace_id_case_id_at_idx" ON "activity"("workspace_id", "case_id", "at");
-- CreateIndex
CREATE INDEX "thread_link_workspace_id_case_id_idx" ON "thread_link"("workspace_id", "case_id");
-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_workspace_id_last_reply_by_id_fkey" FOREIGN KEY ("workspace_id", "last_reply_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_workspace_id_mailbox_id_fkey" FOREIGN KEY ("workspace_id", "mailbox_id") REFERENCES "mailbox"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_workspace_id_follows_id_fkey" FOREIGN KEY ("workspace_id", "follows_id") REFERENCES "support_case"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_workspace_id_merged_into_id_fkey" FOREIGN KEY ("workspace_id", "merged_into_id") REFERENCES "support_case"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "case_reply" ADD CONSTRAINT "case_reply_workspace_id_case_id_fkey" FOREIGN KEY ("workspace_id", "case_id") REFERENCES "support_case"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "case_reply" ADD CONSTRAINT "case_reply_workspace_id_answers_id_fkey" FOREIGN KEY ("workspace_id", "answers_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "case_reply" ADD CONSTRAINT "case_reply_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "case_mail" ADD CONSTRAINT "case_mail_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "case_mail" ADD CONSTRAINT "case_mail_workspace_id_case_id_fkey" FOREIGN KEY ("workspace_id", "case_id") REFERENCES "support_case"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "case_notice" ADD CONSTRAINT "case_notice_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "case_notice" ADD CONSTRAINT "case_notice_workspace_id_case_id_fkey" FOREIGN KEY ("workspace_id", "case_id") REFERENCES "support_case"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_workspace_id_case_id_fkey" FOREIGN KEY ("workspace_id", "case_id") REFERENCES "support_case"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "thread_link" ADD CONSTRAINT "thread_link_workspace_id_case_id_fkey" FOREIGN KEY ("workspace_id", "case_id") REFERENCES "support_case"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

select daybook_audited(t::regclass) from unnest(array['support_case', 'case_reply']) t;
select daybook_plumbing(t::regclass) from unnest(array['case_mail', 'case_notice']) t;

alter table support_case
  add constraint support_case_named check (btrim(subject) <> ''),
  add constraint support_case_subject_key_lower_case check (subject_key = lower(subject_key)),
  add constraint support_case_status_known check (status in ('new', 'open', 'waiting', 'closed')),
  add constraint support_case_priority_known check (priority in ('urgent', 'high', 'normal', 'low')),
  add constraint support_case_source_known check (source in ('mail', 'slack', 'manual')),
  add constraint support_case_closed_as_known check (closed_as in ('solved', 'unanswered', 'duplicate', 'spam', 'merged')),
  add constraint support_case_closed_whole check ((status = 'closed') = (closed_at is not null) and (closed_at is null) = (closed_as is null)),
  add constraint support_case_merged_is_closed check (merged_into_id is null or closed_as = 'merged'),
  add constraint support_case_not_itself check (id not in (merged_into_id, follows_id)),
  add constraint support_case_clock_runs check ((status in ('new', 'open')) = (running_since is not null)),
  add constraint support_case_due_while_running check (running_since is not null or (first_due_at is null and due_at is null)),
  add constraint support_case_used_not_negative check (used_seconds >= 0 and first_used_seconds >= 0),
  add constraint support_case_answered_whole check ((first_answered_at is null) = (first_used_seconds is null)),
  add constraint support_case_targets_positive check (response_minutes > 0 and resolution_minutes > 0);
alter table case_mail
  add constraint case_mail_effect_known check (effect in ('opened', 'customer', 'ours'));
alter table case_notice
  add constraint case_notice_kind_known check (kind in ('opened', 'answered', 'assigned', 'bounced', 'warning', 'breach'));
alter table mailbox
  add constraint mailbox_support_is_shared check (not support or kind = 'shared');

-- Notes, tasks and threads stand on one record; that may be a case.
alter table activity drop constraint activity_on_one_record;
alter table activity
  add constraint activity_on_one_record check (
    num_nonnulls(contact_id, company_id, deal_id, invoice_id, case_id) = 1
    or kind = 'task' and num_nonnulls(contact_id, company_id, deal_id, invoice_id, case_id) = 0);
alter table thread_link drop constraint thread_link_to_one_record;
alter table thread_link
  add constraint thread_link_to_one_record check (num_nonnulls(contact_id, company_id, deal_id, invoice_id, case_id) = 1);

-- What runs out, each few minutes; and who is writing a reply just now.
create index support_case_running on support_case (workspace_id, due_at) where running_since is not null;
create index support_case_merged on support_case (workspace_id, merged_into_id) where merged_into_id is not null;
create index pending_action_replies on pending_action (workspace_id, created_at) where command = 'case reply';

-- Hours, targets and who is told are a manager's to set, in companies that there are as well.
do $$ declare ws uuid;
begin
  for ws in select id from workspace loop
    perform set_config('daybook.workspace', ws::text, true);
    update role set capabilities = capabilities || array['case.manage']
    where workspace_id = ws and name in ('manager', 'admin') and 'case.manage' <> all(capabilities);
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['activity', 'company', 'contact', 'mailbox', 'message', 'role', 'staff', 'thread_link', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;
