-- What a mailbox was found to have against its server: asked for in chat, done by a worker, kept to be looked at.

-- A new foreign key looks at the rows of both tables; their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['mailbox', 'staff'] loop execute format('alter table %I no force row level security', t); end loop;
end $$;

CREATE TABLE "mailbox_audit" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "result" JSONB,
    "problem" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "mailbox_id" UUID NOT NULL,
    "asked_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "mailbox_audit_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE INDEX "mailbox_audit_workspace_id_mailbox_id_id_idx" ON "mailbox_audit"("workspace_id", "mailbox_id", "id");

ALTER TABLE "mailbox_audit" ADD CONSTRAINT "mailbox_audit_workspace_id_mailbox_id_fkey" FOREIGN KEY ("workspace_id", "mailbox_id") REFERENCES "mailbox"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "mailbox_audit" ADD CONSTRAINT "mailbox_audit_workspace_id_asked_by_id_fkey" FOREIGN KEY ("workspace_id", "asked_by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['mailbox', 'staff'] loop execute format('alter table %I force row level security', t); end loop;
end $$;

alter table mailbox_audit add constraint mailbox_audit_state_known check (state in ('asked', 'done', 'failed'));

select daybook_plumbing('mailbox_audit'::regclass);
