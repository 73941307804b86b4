-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "base_currency" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "fiscal_year_start" INTEGER NOT NULL DEFAULT 1,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "live_at" TIMESTAMPTZ(3),
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "capabilities" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "role_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "staff" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "title" TEXT,
    "department" TEXT,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "morning_hour" INTEGER NOT NULL DEFAULT 9,
    "slack_user_id" TEXT,
    "slack_verified_at" TIMESTAMPTZ(3),
    "active" BOOLEAN NOT NULL DEFAULT true,
    "away_until" DATE,
    "manager_id" UUID,
    "delegate_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "staff_role" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "staff_role_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "company" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "roles" TEXT[] DEFAULT ARRAY['customer']::TEXT[],
    "lifecycle" TEXT NOT NULL DEFAULT 'prospect',
    "tax_id" TEXT,
    "address" JSONB,
    "phone" TEXT,
    "billing_email" TEXT,
    "terms_days" INTEGER NOT NULL DEFAULT 30,
    "currency" TEXT NOT NULL,
    "source" TEXT,
    "note" TEXT,
    "owner_id" UUID,
    "parent_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "company_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "company_domain" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "company_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "company_domain_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "contact" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "title" TEXT,
    "phone" TEXT,
    "origin" TEXT NOT NULL DEFAULT 'manual',
    "consent" JSONB,
    "last_contacted_at" TIMESTAMPTZ(3),
    "company_id" UUID,
    "owner_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "contact_address" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "address_key" TEXT NOT NULL,
    "health" TEXT NOT NULL DEFAULT 'ok',
    "preferred" BOOLEAN NOT NULL DEFAULT true,
    "contact_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "contact_address_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "pipeline" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "pipeline_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "stage" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "probability" INTEGER NOT NULL,
    "rot_days" INTEGER,
    "kind" TEXT NOT NULL DEFAULT 'open',
    "pipeline_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "stage_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "deal" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "title_key" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "amount_minor" BIGINT,
    "currency" TEXT NOT NULL,
    "probability" INTEGER,
    "forecast_category" TEXT,
    "expected_close" DATE,
    "closed_on" DATE,
    "stage_since" TIMESTAMPTZ(3) NOT NULL,
    "next_step" TEXT,
    "next_step_due" DATE,
    "source" TEXT,
    "lost_reason" TEXT,
    "po_number" TEXT,
    "company_id" UUID NOT NULL,
    "contact_id" UUID,
    "owner_id" UUID NOT NULL,
    "owner_at_close_id" UUID,
    "stage_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "deal_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "stage_change" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "amount_minor" BIGINT,
    "deal_id" UUID NOT NULL,
    "from_stage_id" UUID,
    "to_stage_id" UUID NOT NULL,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "stage_change_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "activity" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE,
    "done_at" TIMESTAMPTZ(3),
    "by_id" UUID,
    "contact_id" UUID,
    "company_id" UUID,
    "deal_id" UUID,
    "invoice_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "activity_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "mailbox" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "address_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'personal',
    "visibility" TEXT NOT NULL DEFAULT 'metadata',
    "visibility_agreed_at" TIMESTAMPTZ(3),
    "imap_url" TEXT NOT NULL,
    "smtp_url" TEXT,
    "since" DATE,
    "status" TEXT NOT NULL DEFAULT 'new',
    "last_sync_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "staff_id" UUID,
    "secret_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "mailbox_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "folder_cursor" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "special_use" TEXT,
    "uid_validity" BIGINT NOT NULL,
    "last_uid" BIGINT NOT NULL DEFAULT 0,
    "backfill_uid" BIGINT,
    "backfill_total" INTEGER NOT NULL DEFAULT 0,
    "backfill_done" INTEGER NOT NULL DEFAULT 0,
    "modseq" BIGINT,
    "mailbox_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "folder_cursor_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "thread" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "message_count" INTEGER NOT NULL DEFAULT 0,
    "merged_into_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "thread_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "message" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "message_key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "from_address" TEXT NOT NULL,
    "from_name" TEXT,
    "direction" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "reply" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "pack_file" TEXT NOT NULL,
    "pack_offset" BIGINT NOT NULL,
    "pack_length" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "other_content_hashes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "recorded_by" UUID,
    "via" TEXT NOT NULL,
    "batch_id" UUID,
    "thread_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "message_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "thread_node" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "message_key" TEXT NOT NULL,
    "thread_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "thread_node_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "message_ref" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref_key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "message_ref_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "message_location" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "folder" TEXT NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "uid" BIGINT NOT NULL,
    "flags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "gone_at" TIMESTAMPTZ(3),
    "message_id" UUID NOT NULL,
    "mailbox_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "message_location_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "participant" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "address_key" TEXT NOT NULL,
    "name" TEXT,
    "message_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "participant_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "filename" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "part_path" TEXT NOT NULL,
    "content_id" TEXT,
    "message_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "thread_link" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "thread_id" UUID NOT NULL,
    "message_id" UUID,
    "contact_id" UUID,
    "company_id" UUID,
    "deal_id" UUID,
    "invoice_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "thread_link_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "skipped_message" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "folder" TEXT NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "uid" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "pack_file" TEXT,
    "pack_offset" BIGINT,
    "pack_length" INTEGER,
    "replayed_at" TIMESTAMPTZ(3),
    "mailbox_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "skipped_message_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "account" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "control" TEXT,
    "purpose" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "account_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "period" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "period_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "journal_entry" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" UUID,
    "via" TEXT NOT NULL,
    "batch_id" UUID,
    "period_id" UUID NOT NULL,
    "reverses_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "journal_entry_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "posting" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "date" DATE NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "department" TEXT,
    "memo" TEXT,
    "entry_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "company_id" UUID,
    "invoice_id" UUID,
    "payment_id" UUID,
    "deal_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "posting_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "unsealed" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "unsealed_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "seal" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "first_entry" BIGINT NOT NULL,
    "last_entry" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "seal_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "sealed_entry" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "seal_number" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "entry_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "sealed_entry_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "balance" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "department" TEXT NOT NULL DEFAULT '',
    "amount_minor" BIGINT NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "seal_number" BIGINT NOT NULL,
    "period_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "balance_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "balance_delta" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seal_number" BIGINT NOT NULL,
    "date" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "department" TEXT NOT NULL DEFAULT '',
    "amount_minor" BIGINT NOT NULL,
    "base_minor" BIGINT NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "balance_delta_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "tax_code" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rate_bp" INTEGER NOT NULL,
    "account_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "tax_code_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "number_series" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "prefix" TEXT NOT NULL,
    "next_number" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "invoice" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "number" TEXT,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "currency" TEXT NOT NULL,
    "issue_date" DATE,
    "due_date" DATE,
    "draft_date" DATE NOT NULL,
    "terms_days" INTEGER NOT NULL,
    "po_number" TEXT,
    "note" TEXT,
    "net_minor" BIGINT NOT NULL DEFAULT 0,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "total_minor" BIGINT NOT NULL DEFAULT 0,
    "open_minor" BIGINT NOT NULL DEFAULT 0,
    "company_id" UUID NOT NULL,
    "contact_id" UUID,
    "deal_id" UUID,
    "owner_id" UUID,
    "entry_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "invoice_line" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "quantity_milli" BIGINT NOT NULL,
    "unit_price_minor" BIGINT NOT NULL,
    "discount_bp" INTEGER NOT NULL DEFAULT 0,
    "net_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "invoice_id" UUID NOT NULL,
    "tax_code_id" UUID,
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "invoice_line_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "payment" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "unapplied_minor" BIGINT NOT NULL,
    "method" TEXT NOT NULL DEFAULT 'bank',
    "reference" TEXT,
    "company_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "entry_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reversed_at" TIMESTAMPTZ(3),
    "payment_id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "close_template" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "close_template_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "close_template_task" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "due_workday" INTEGER NOT NULL,
    "owner_role" TEXT,
    "reviewer_role" TEXT,
    "depends_on" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "check_name" TEXT,
    "template_id" UUID NOT NULL,
    "owner_id" UUID,
    "reviewer_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "close_template_task_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "close" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "template_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "close_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "close_task" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "check_name" TEXT,
    "note" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "close_id" UUID NOT NULL,
    "owner_id" UUID,
    "reviewer_id" UUID,
    "done_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "close_task_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "close_task_dependency" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "depends_on_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "close_task_dependency_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "task_event" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "data" JSONB,
    "task_id" UUID NOT NULL,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "task_event_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "check_result" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "check_name" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "summary" TEXT NOT NULL,
    "proof" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seal_number" BIGINT,
    "task_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "check_result_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "via" TEXT NOT NULL,
    "reference" TEXT,
    "entity" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "offered_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "occasion" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'sending',
    "message_key" TEXT,
    "external_ref" TEXT,
    "detail" JSONB,
    "sent_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "inbound_event" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "event_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "inbound_event_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "pending_action" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "command" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "versions" JSONB NOT NULL DEFAULT '{}',
    "preview_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "used_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "pending_action_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "approval" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "reason" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "requested_by_id" UUID NOT NULL,
    "decided_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "approval_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "chat_card" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "ts" TEXT NOT NULL,
    "content_hash" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "chat_card_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "counter" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "next_number" BIGINT NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "counter_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hmac" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "slack_installation" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "team_id" TEXT NOT NULL,
    "enterprise_id" TEXT,
    "app_id" TEXT,
    "bot_user_id" TEXT,
    "secret_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "slack_installation_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "secret" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "secret_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "report_run" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "seal_number" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "report_run_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "role_workspace_id_name_key" ON "role"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "staff_workspace_id_email_key" ON "staff"("workspace_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_workspace_id_slack_user_id_key" ON "staff"("workspace_id", "slack_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_role_workspace_id_staff_id_role_id_key" ON "staff_role"("workspace_id", "staff_id", "role_id");

-- CreateIndex
CREATE INDEX "company_workspace_id_name_key_idx" ON "company"("workspace_id", "name_key");

-- CreateIndex
CREATE INDEX "company_workspace_id_owner_id_idx" ON "company"("workspace_id", "owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "company_workspace_id_ref_key" ON "company"("workspace_id", "ref");

-- CreateIndex
CREATE INDEX "company_domain_workspace_id_company_id_idx" ON "company_domain"("workspace_id", "company_id");

-- CreateIndex
CREATE UNIQUE INDEX "company_domain_workspace_id_domain_key" ON "company_domain"("workspace_id", "domain");

-- CreateIndex
CREATE INDEX "contact_workspace_id_name_key_idx" ON "contact"("workspace_id", "name_key");

-- CreateIndex
CREATE INDEX "contact_workspace_id_company_id_idx" ON "contact"("workspace_id", "company_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_workspace_id_ref_key" ON "contact"("workspace_id", "ref");

-- CreateIndex
CREATE INDEX "contact_address_workspace_id_contact_id_idx" ON "contact_address"("workspace_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_address_workspace_id_address_key_key" ON "contact_address"("workspace_id", "address_key");

-- CreateIndex
CREATE UNIQUE INDEX "pipeline_workspace_id_name_key_key" ON "pipeline"("workspace_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "stage_workspace_id_pipeline_id_name_key_key" ON "stage"("workspace_id", "pipeline_id", "name_key");

-- CreateIndex
CREATE INDEX "deal_workspace_id_title_key_idx" ON "deal"("workspace_id", "title_key");

-- CreateIndex
CREATE INDEX "deal_workspace_id_owner_id_status_idx" ON "deal"("workspace_id", "owner_id", "status");

-- CreateIndex
CREATE INDEX "deal_workspace_id_company_id_idx" ON "deal"("workspace_id", "company_id");

-- CreateIndex
CREATE INDEX "deal_workspace_id_stage_id_idx" ON "deal"("workspace_id", "stage_id");

-- CreateIndex
CREATE UNIQUE INDEX "deal_workspace_id_ref_key" ON "deal"("workspace_id", "ref");

-- CreateIndex
CREATE INDEX "stage_change_workspace_id_deal_id_at_idx" ON "stage_change"("workspace_id", "deal_id", "at");

-- CreateIndex
CREATE INDEX "activity_workspace_id_deal_id_at_idx" ON "activity"("workspace_id", "deal_id", "at");

-- CreateIndex
CREATE INDEX "activity_workspace_id_contact_id_at_idx" ON "activity"("workspace_id", "contact_id", "at");

-- CreateIndex
CREATE INDEX "activity_workspace_id_company_id_at_idx" ON "activity"("workspace_id", "company_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "mailbox_workspace_id_address_key_key" ON "mailbox"("workspace_id", "address_key");

-- CreateIndex
CREATE UNIQUE INDEX "folder_cursor_workspace_id_mailbox_id_path_key" ON "folder_cursor"("workspace_id", "mailbox_id", "path");

-- CreateIndex
CREATE INDEX "thread_workspace_id_last_at_idx" ON "thread"("workspace_id", "last_at");

-- CreateIndex
CREATE INDEX "message_workspace_id_thread_id_sent_at_idx" ON "message"("workspace_id", "thread_id", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "message_workspace_id_message_key_key" ON "message"("workspace_id", "message_key");

-- CreateIndex
CREATE INDEX "thread_node_workspace_id_thread_id_idx" ON "thread_node"("workspace_id", "thread_id");

-- CreateIndex
CREATE UNIQUE INDEX "thread_node_workspace_id_message_key_key" ON "thread_node"("workspace_id", "message_key");

-- CreateIndex
CREATE INDEX "message_ref_workspace_id_ref_key_idx" ON "message_ref"("workspace_id", "ref_key");

-- CreateIndex
CREATE UNIQUE INDEX "message_ref_workspace_id_message_id_kind_position_key" ON "message_ref"("workspace_id", "message_id", "kind", "position");

-- CreateIndex
CREATE INDEX "message_location_workspace_id_message_id_idx" ON "message_location"("workspace_id", "message_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_location_workspace_id_mailbox_id_folder_uid_validit_key" ON "message_location"("workspace_id", "mailbox_id", "folder", "uid_validity", "uid");

-- CreateIndex
CREATE INDEX "participant_workspace_id_message_id_idx" ON "participant"("workspace_id", "message_id");

-- CreateIndex
CREATE INDEX "participant_workspace_id_address_key_idx" ON "participant"("workspace_id", "address_key");

-- CreateIndex
CREATE INDEX "attachment_workspace_id_message_id_idx" ON "attachment"("workspace_id", "message_id");

-- CreateIndex
CREATE INDEX "thread_link_workspace_id_thread_id_idx" ON "thread_link"("workspace_id", "thread_id");

-- CreateIndex
CREATE INDEX "thread_link_workspace_id_contact_id_idx" ON "thread_link"("workspace_id", "contact_id");

-- CreateIndex
CREATE INDEX "thread_link_workspace_id_company_id_idx" ON "thread_link"("workspace_id", "company_id");

-- CreateIndex
CREATE INDEX "thread_link_workspace_id_deal_id_idx" ON "thread_link"("workspace_id", "deal_id");

-- CreateIndex
CREATE INDEX "thread_link_workspace_id_invoice_id_idx" ON "thread_link"("workspace_id", "invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "skipped_message_workspace_id_mailbox_id_folder_uid_validity_key" ON "skipped_message"("workspace_id", "mailbox_id", "folder", "uid_validity", "uid");

-- CreateIndex
CREATE INDEX "account_workspace_id_purpose_idx" ON "account"("workspace_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "account_workspace_id_code_key" ON "account"("workspace_id", "code");

-- CreateIndex
CREATE INDEX "period_workspace_id_starts_on_idx" ON "period"("workspace_id", "starts_on");

-- CreateIndex
CREATE UNIQUE INDEX "period_workspace_id_year_number_key" ON "period"("workspace_id", "year", "number");

-- CreateIndex
CREATE INDEX "journal_entry_workspace_id_date_idx" ON "journal_entry"("workspace_id", "date");

-- CreateIndex
CREATE UNIQUE INDEX "journal_entry_workspace_id_idempotency_key_key" ON "journal_entry"("workspace_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "posting_workspace_id_account_id_date_idx" ON "posting"("workspace_id", "account_id", "date");

-- CreateIndex
CREATE INDEX "posting_workspace_id_company_id_account_id_idx" ON "posting"("workspace_id", "company_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "posting_workspace_id_entry_id_line_key" ON "posting"("workspace_id", "entry_id", "line");

-- CreateIndex
CREATE UNIQUE INDEX "unsealed_workspace_id_entry_id_key" ON "unsealed"("workspace_id", "entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "seal_workspace_id_number_key" ON "seal"("workspace_id", "number");

-- CreateIndex
CREATE INDEX "sealed_entry_workspace_id_seal_number_idx" ON "sealed_entry"("workspace_id", "seal_number");

-- CreateIndex
CREATE UNIQUE INDEX "sealed_entry_workspace_id_entry_id_key" ON "sealed_entry"("workspace_id", "entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "sealed_entry_workspace_id_number_key" ON "sealed_entry"("workspace_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "balance_workspace_id_period_id_account_id_currency_departme_key" ON "balance"("workspace_id", "period_id", "account_id", "currency", "department");

-- CreateIndex
CREATE INDEX "balance_delta_workspace_id_seal_number_idx" ON "balance_delta"("workspace_id", "seal_number");

-- CreateIndex
CREATE UNIQUE INDEX "balance_delta_workspace_id_account_id_date_seal_number_curr_key" ON "balance_delta"("workspace_id", "account_id", "date", "seal_number", "currency", "department");

-- CreateIndex
CREATE UNIQUE INDEX "tax_code_workspace_id_code_key" ON "tax_code"("workspace_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "number_series_workspace_id_kind_year_key" ON "number_series"("workspace_id", "kind", "year");

-- CreateIndex
CREATE INDEX "invoice_workspace_id_company_id_idx" ON "invoice"("workspace_id", "company_id");

-- CreateIndex
CREATE INDEX "invoice_workspace_id_status_due_date_idx" ON "invoice"("workspace_id", "status", "due_date");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_workspace_id_ref_key" ON "invoice"("workspace_id", "ref");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_workspace_id_number_key" ON "invoice"("workspace_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_line_workspace_id_invoice_id_position_key" ON "invoice_line"("workspace_id", "invoice_id", "position");

-- CreateIndex
CREATE INDEX "payment_workspace_id_company_id_idx" ON "payment"("workspace_id", "company_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_workspace_id_ref_key" ON "payment"("workspace_id", "ref");

-- CreateIndex
CREATE INDEX "allocation_workspace_id_invoice_id_idx" ON "allocation"("workspace_id", "invoice_id");

-- CreateIndex
CREATE INDEX "allocation_workspace_id_payment_id_idx" ON "allocation"("workspace_id", "payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "close_template_workspace_id_name_key" ON "close_template"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "close_template_task_workspace_id_template_id_key_key" ON "close_template_task"("workspace_id", "template_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "close_workspace_id_month_key" ON "close"("workspace_id", "month");

-- CreateIndex
CREATE INDEX "close_task_workspace_id_owner_id_state_idx" ON "close_task"("workspace_id", "owner_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "close_task_workspace_id_ref_key" ON "close_task"("workspace_id", "ref");

-- CreateIndex
CREATE UNIQUE INDEX "close_task_workspace_id_close_id_key_key" ON "close_task"("workspace_id", "close_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "close_task_dependency_workspace_id_task_id_depends_on_id_key" ON "close_task_dependency"("workspace_id", "task_id", "depends_on_id");

-- CreateIndex
CREATE INDEX "task_event_workspace_id_task_id_at_idx" ON "task_event"("workspace_id", "task_id", "at");

-- CreateIndex
CREATE INDEX "check_result_workspace_id_task_id_at_idx" ON "check_result"("workspace_id", "task_id", "at");

-- CreateIndex
CREATE INDEX "audit_log_workspace_id_entity_entity_id_at_idx" ON "audit_log"("workspace_id", "entity", "entity_id", "at");

-- CreateIndex
CREATE INDEX "audit_log_workspace_id_reference_idx" ON "audit_log"("workspace_id", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_workspace_id_occasion_recipient_key" ON "delivery"("workspace_id", "occasion", "recipient");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_event_workspace_id_source_event_key_key" ON "inbound_event"("workspace_id", "source", "event_key");

-- CreateIndex
CREATE INDEX "approval_workspace_id_kind_subject_idx" ON "approval"("workspace_id", "kind", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "chat_card_workspace_id_kind_subject_channel_key" ON "chat_card"("workspace_id", "kind", "subject", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "counter_workspace_id_kind_key" ON "counter"("workspace_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "tombstone_workspace_id_kind_hmac_key" ON "tombstone"("workspace_id", "kind", "hmac");

-- CreateIndex
CREATE UNIQUE INDEX "slack_installation_workspace_id_team_id_key" ON "slack_installation"("workspace_id", "team_id");

-- CreateIndex
CREATE UNIQUE INDEX "secret_workspace_id_name_key" ON "secret"("workspace_id", "name");

-- CreateIndex
CREATE INDEX "report_run_workspace_id_name_at_idx" ON "report_run"("workspace_id", "name", "at");

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_workspace_id_manager_id_fkey" FOREIGN KEY ("workspace_id", "manager_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_workspace_id_delegate_id_fkey" FOREIGN KEY ("workspace_id", "delegate_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_workspace_id_role_id_fkey" FOREIGN KEY ("workspace_id", "role_id") REFERENCES "role"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "company" ADD CONSTRAINT "company_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "company" ADD CONSTRAINT "company_workspace_id_parent_id_fkey" FOREIGN KEY ("workspace_id", "parent_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "company_domain" ADD CONSTRAINT "company_domain_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "contact_address" ADD CONSTRAINT "contact_address_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "stage" ADD CONSTRAINT "stage_workspace_id_pipeline_id_fkey" FOREIGN KEY ("workspace_id", "pipeline_id") REFERENCES "pipeline"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "deal" ADD CONSTRAINT "deal_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "deal" ADD CONSTRAINT "deal_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "deal" ADD CONSTRAINT "deal_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "deal" ADD CONSTRAINT "deal_workspace_id_owner_at_close_id_fkey" FOREIGN KEY ("workspace_id", "owner_at_close_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "deal" ADD CONSTRAINT "deal_workspace_id_stage_id_fkey" FOREIGN KEY ("workspace_id", "stage_id") REFERENCES "stage"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change_workspace_id_from_stage_id_fkey" FOREIGN KEY ("workspace_id", "from_stage_id") REFERENCES "stage"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change_workspace_id_to_stage_id_fkey" FOREIGN KEY ("workspace_id", "to_stage_id") REFERENCES "stage"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "stage_change" ADD CONSTRAINT "stage_change_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_workspace_id_secret_id_fkey" FOREIGN KEY ("workspace_id", "secret_id") REFERENCES "secret"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "folder_cursor" ADD CONSTRAINT "folder_cursor_workspace_id_mailbox_id_fkey" FOREIGN KEY ("workspace_id", "mailbox_id") REFERENCES "mailbox"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "thread" ADD CONSTRAINT "thread_workspace_id_merged_into_id_fkey" FOREIGN KEY ("workspace_id", "merged_into_id") REFERENCES "thread"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_workspace_id_thread_id_fkey" FOREIGN KEY ("workspace_id", "thread_id") REFERENCES "thread"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "thread_node" ADD CONSTRAINT "thread_node_workspace_id_thread_id_fkey" FOREIGN KEY ("workspace_id", "thread_id") REFERENCES "thread"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "message_ref" ADD CONSTRAINT "message_ref_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "message_location" ADD CONSTRAINT "message_location_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "message_location" ADD CONSTRAINT "message_location_workspace_id_mailbox_id_fkey" FOREIGN KEY ("workspace_id", "mailbox_id") REFERENCES "mailbox"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "participant" ADD CONSTRAINT "participant_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "thread_link" ADD CONSTRAINT "thread_link_workspace_id_thread_id_fkey" FOREIGN KEY ("workspace_id", "thread_id") REFERENCES "thread"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "thread_link" ADD CONSTRAINT "thread_link_workspace_id_message_id_fkey" FOREIGN KEY ("workspace_id", "message_id") REFERENCES "message"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "thread_link" ADD CONSTRAINT "thread_link_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "thread_link" ADD CONSTRAINT "thread_link_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "thread_link" ADD CONSTRAINT "thread_link_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "thread_link" ADD CONSTRAINT "thread_link_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "skipped_message" ADD CONSTRAINT "skipped_message_workspace_id_mailbox_id_fkey" FOREIGN KEY ("workspace_id", "mailbox_id") REFERENCES "mailbox"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "period" ADD CONSTRAINT "period_workspace_id_closed_by_id_fkey" FOREIGN KEY ("workspace_id", "closed_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_workspace_id_period_id_fkey" FOREIGN KEY ("workspace_id", "period_id") REFERENCES "period"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_workspace_id_reverses_id_fkey" FOREIGN KEY ("workspace_id", "reverses_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_workspace_id_period_id_fkey" FOREIGN KEY ("workspace_id", "period_id") REFERENCES "period"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_workspace_id_payment_id_fkey" FOREIGN KEY ("workspace_id", "payment_id") REFERENCES "payment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "unsealed" ADD CONSTRAINT "unsealed_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sealed_entry" ADD CONSTRAINT "sealed_entry_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "balance" ADD CONSTRAINT "balance_workspace_id_period_id_fkey" FOREIGN KEY ("workspace_id", "period_id") REFERENCES "period"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "balance" ADD CONSTRAINT "balance_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "balance_delta" ADD CONSTRAINT "balance_delta_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "tax_code" ADD CONSTRAINT "tax_code_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_workspace_id_tax_code_id_fkey" FOREIGN KEY ("workspace_id", "tax_code_id") REFERENCES "tax_code"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_payment_id_fkey" FOREIGN KEY ("workspace_id", "payment_id") REFERENCES "payment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_workspace_id_invoice_id_fkey" FOREIGN KEY ("workspace_id", "invoice_id") REFERENCES "invoice"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close_template_task" ADD CONSTRAINT "close_template_task_workspace_id_template_id_fkey" FOREIGN KEY ("workspace_id", "template_id") REFERENCES "close_template"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close_template_task" ADD CONSTRAINT "close_template_task_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close_template_task" ADD CONSTRAINT "close_template_task_workspace_id_reviewer_id_fkey" FOREIGN KEY ("workspace_id", "reviewer_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close" ADD CONSTRAINT "close_workspace_id_template_id_fkey" FOREIGN KEY ("workspace_id", "template_id") REFERENCES "close_template"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close" ADD CONSTRAINT "close_workspace_id_period_id_fkey" FOREIGN KEY ("workspace_id", "period_id") REFERENCES "period"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close_task" ADD CONSTRAINT "close_task_workspace_id_close_id_fkey" FOREIGN KEY ("workspace_id", "close_id") REFERENCES "close"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close_task" ADD CONSTRAINT "close_task_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close_task" ADD CONSTRAINT "close_task_workspace_id_reviewer_id_fkey" FOREIGN KEY ("workspace_id", "reviewer_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close_task" ADD CONSTRAINT "close_task_workspace_id_done_by_id_fkey" FOREIGN KEY ("workspace_id", "done_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close_task_dependency" ADD CONSTRAINT "close_task_dependency_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "close_task_dependency" ADD CONSTRAINT "close_task_dependency_workspace_id_depends_on_id_fkey" FOREIGN KEY ("workspace_id", "depends_on_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task_event" ADD CONSTRAINT "task_event_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "task_event" ADD CONSTRAINT "task_event_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "check_result" ADD CONSTRAINT "check_result_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "close_task"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "pending_action" ADD CONSTRAINT "pending_action_workspace_id_created_by_id_fkey" FOREIGN KEY ("workspace_id", "created_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "pending_action" ADD CONSTRAINT "pending_action_workspace_id_used_by_id_fkey" FOREIGN KEY ("workspace_id", "used_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_workspace_id_requested_by_id_fkey" FOREIGN KEY ("workspace_id", "requested_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_workspace_id_decided_by_id_fkey" FOREIGN KEY ("workspace_id", "decided_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "slack_installation" ADD CONSTRAINT "slack_installation_workspace_id_secret_id_fkey" FOREIGN KEY ("workspace_id", "secret_id") REFERENCES "secret"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "report_run" ADD CONSTRAINT "report_run_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

