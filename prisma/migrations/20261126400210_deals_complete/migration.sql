-- What a company says for itself: why deals are won and lost, which part people play in them; stages that were given up; people of a
-- deal with their part in it; what is expected of a deal.

do $$ declare t text; begin
  foreach t in array array['contact', 'deal', 'role', 'stage', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "stage" ADD COLUMN     "removed_at" TIMESTAMPTZ(3);
-- AlterTable
ALTER TABLE "deal" ADD COLUMN     "won_reason" TEXT;
-- CreateTable
CREATE TABLE "choice" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "choice_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "deal_contact" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "deal_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "deal_contact_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "choice_workspace_id_list_name_key_key" ON "choice"("workspace_id", "list", "name_key");
-- CreateIndex
CREATE INDEX "deal_contact_workspace_id_contact_id_idx" ON "deal_contact"("workspace_id", "contact_id");
-- CreateIndex
CREATE UNIQUE INDEX "deal_contact_workspace_id_deal_id_contact_id_key" ON "deal_contact"("workspace_id", "deal_id", "contact_id");
-- AddForeignKey
ALTER TABLE "deal_contact" ADD CONSTRAINT "deal_contact_workspace_id_deal_id_fkey" FOREIGN KEY ("workspace_id", "deal_id") REFERENCES "deal"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "deal_contact" ADD CONSTRAINT "deal_contact_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

select daybook_audited(t::regclass) from unnest(array['choice', 'deal_contact']) t;

alter table choice
  add constraint choice_list_known check (list in ('lost-reason', 'won-reason', 'contact-role')),
  add constraint choice_name_key_lower_case check (name_key = lower(name_key) and name_key <> '');
alter table deal_contact
  add constraint deal_contact_role_named check (btrim(role) <> '');
alter table deal
  add constraint deal_forecast_category_known check (forecast_category in ('omitted', 'pipeline', 'best-case', 'commit'));
alter table stage
  add constraint stage_only_open_ones_removed check (removed_at is null or kind = 'open');

create index deal_of_stage on deal (workspace_id, stage_id);

-- Companies that there are get the lists that a new one begins with, and their managers and admins may change them.
do $$ declare ws uuid;
begin
  for ws in select id from workspace loop
    perform set_config('daybook.workspace', ws::text, true);
    insert into choice (workspace_id, id, list, name, name_key)
    select ws, gen_random_uuid(), list, name, lower(name) from (values
      ('lost-reason', 'Too expensive'), ('lost-reason', 'Chose another supplier'), ('lost-reason', 'No budget'),
      ('lost-reason', 'Project postponed'), ('lost-reason', 'No answer'), ('lost-reason', 'Missing a feature'),
      ('won-reason', 'Best fit'), ('won-reason', 'Price'), ('won-reason', 'Relationship'), ('won-reason', 'Service'),
      ('contact-role', 'Decision maker'), ('contact-role', 'Champion'), ('contact-role', 'Economic buyer'),
      ('contact-role', 'Technical evaluator'), ('contact-role', 'User'), ('contact-role', 'Blocker')) as begun (list, name);
    update role set capabilities = capabilities || array['pipeline.write']
    where workspace_id = ws and name in ('manager', 'admin') and 'pipeline.write' <> all(capabilities);
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['contact', 'deal', 'role', 'stage', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;
