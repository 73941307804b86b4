-- What happened to a close as a whole: locked, opened again and why, its binder made. Its feeds, each revocable.

do $$ declare t text; begin
  foreach t in array array['close', 'staff', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "close_event" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "data" JSONB,
    "close_id" UUID NOT NULL,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "close_event_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "calendar_feed" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "whose" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "staff_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE INDEX "close_event_workspace_id_close_id_at_idx" ON "close_event"("workspace_id", "close_id", "at");
-- CreateIndex
CREATE INDEX "calendar_feed_workspace_id_staff_id_idx" ON "calendar_feed"("workspace_id", "staff_id");
-- AddForeignKey
ALTER TABLE "close_event" ADD CONSTRAINT "close_event_workspace_id_close_id_fkey" FOREIGN KEY ("workspace_id", "close_id") REFERENCES "close"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "close_event" ADD CONSTRAINT "close_event_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['close', 'staff', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_append_only('close_event');
select daybook_audited('calendar_feed');

alter table calendar_feed add constraint calendar_feed_whose_known check (whose in ('mine', 'all'));
