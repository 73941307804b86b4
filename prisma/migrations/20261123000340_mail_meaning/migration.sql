-- What mail means: bounces, meetings, notices, answers; and reminding customers of what they owe.

-- A new foreign key looks at the rows of both tables; their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['activity', 'company', 'delivery', 'invoice', 'mailbox', 'message', 'staff', 'thread', 'workspace'] loop execute format('alter table %I no force row level security', t); end loop;
end $$;

ALTER TABLE "activity" ADD COLUMN     "meeting_id" UUID;

ALTER TABLE "mailbox" ADD COLUMN     "authserv_id" TEXT,
ADD COLUMN     "reply_tags" BOOLEAN NOT NULL DEFAULT true;

ALTER TABLE "delivery" ADD COLUMN     "automatic" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "bounce" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "address_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT,
    "said" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "bounce_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "meeting" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "uid" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL DEFAULT '',
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "stamped_at" TIMESTAMPTZ(3) NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "summary" TEXT NOT NULL,
    "location" TEXT,
    "status" TEXT NOT NULL DEFAULT 'confirmed',
    "message_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "mail_notice" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "why" TEXT NOT NULL,
    "told_in" UUID,
    "staff_id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "mail_notice_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "notice_mute" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "notice_mute_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "mail_answer" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "message_key" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "delivery_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "mail_answer_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "dunning_level" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "after_days" INTEGER NOT NULL,
    "opening" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "dunning_level_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "dunning_plan" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "company_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "dunning_plan_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "dunning_hold" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reason" TEXT,
    "company_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "dunning_hold_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "invoice_reminder" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "level" INTEGER NOT NULL,
    "occasion" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" UUID,
    "via" TEXT NOT NULL,
    "invoice_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "invoice_reminder_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE INDEX "bounce_workspace_id_address_key_at_idx" ON "bounce"("workspace_id", "address_key", "at");

CREATE UNIQUE INDEX "bounce_workspace_id_message_id_address_key_key" ON "bounce"("workspace_id", "message_id", "address_key");

CREATE UNIQUE INDEX "meeting_workspace_id_uid_occurrence_key" ON "meeting"("workspace_id", "uid", "occurrence");

CREATE INDEX "mail_notice_workspace_id_told_in_idx" ON "mail_notice"("workspace_id", "told_in");

CREATE UNIQUE INDEX "mail_notice_workspace_id_staff_id_message_id_key" ON "mail_notice"("workspace_id", "staff_id", "message_id");

CREATE UNIQUE INDEX "notice_mute_workspace_id_staff_id_subject_key" ON "notice_mute"("workspace_id", "staff_id", "subject");

CREATE UNIQUE INDEX "mail_answer_workspace_id_message_key_key" ON "mail_answer"("workspace_id", "message_key");

CREATE UNIQUE INDEX "dunning_level_workspace_id_position_key" ON "dunning_level"("workspace_id", "position");

CREATE UNIQUE INDEX "dunning_plan_workspace_id_day_company_id_key" ON "dunning_plan"("workspace_id", "day", "company_id");

CREATE UNIQUE INDEX "dunning_hold_workspace_id_company_id_key" ON "dunning_hold"("workspace_id", "company_id");

CREATE UNIQUE INDEX "invoice_reminder_workspace_id_invoice_id_occasion_key" ON "invoice_reminder"("workspace_id", "invoice_id", "occasion");

ALTER TABLE "activity" ADD CONSTRAINT "activity_workspace_id_meeting_id_fkey" FOREIGN KEY ("workspace_id", "meeting_id") REFERENCES "meeting"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "bounce" ADD CONSTRAINT "bounce_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "meeting" ADD CONSTRAINT "meeting_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "mail_notice" ADD CONSTRAINT "mail_notice_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "mail_notice" ADD CONSTRAINT "mail_notice_workspace_id_thread_id_fkey" FOREIGN KEY ("workspace_id", "thread_id") REFERENCES "thread"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "mail_notice" ADD CONSTRAINT "mail_notice_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "notice_mute" ADD CONSTRAINT "notice_mute_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "mail_answer" ADD CONSTRAINT "mail_answer_workspace_id_delivery_id_fkey" FOREIGN KEY ("workspace_id", "delivery_id") REFERENCES "delivery"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "dunning_plan" ADD CONSTRAINT "dunning_plan_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "dunning_hold" ADD CONSTRAINT "dunning_hold_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "invoice_reminder" ADD CONSTRAINT "invoice_reminder_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['activity', 'company', 'delivery', 'invoice', 'mailbox', 'message', 'staff', 'thread', 'workspace'] loop execute format('alter table %I force row level security', t); end loop;
end $$;

alter table bounce
  add constraint bounce_kind_known check (kind in ('hard', 'soft', 'complaint')),
  add constraint bounce_address_key_lower_case check (address_key = lower(address_key) and address_key like '%_@_%');
alter table meeting add constraint meeting_status_known check (status in ('confirmed', 'tentative', 'cancelled'));
alter table dunning_level
  add constraint dunning_level_position_positive check (position > 0),
  add constraint dunning_level_after_days_not_negative check (after_days >= 0);
alter table dunning_plan
  add constraint dunning_plan_state_known check (state in ('planned', 'sent', 'held', 'settled'));

select daybook_audited(t::regclass) from unnest(array['dunning_level', 'dunning_hold', 'notice_mute']) t;
select daybook_append_only('invoice_reminder'::regclass);
select daybook_plumbing(t::regclass) from unnest(array['bounce', 'meeting', 'mail_notice', 'mail_answer', 'dunning_plan']) t;

-- The loop guard counts what went to an address lately.
create index delivery_recent_automatic on delivery (workspace_id, recipient, created_at) where automatic;
