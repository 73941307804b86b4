-- One mechanism for every second person: what was asked, of whom, how much for whom; limits as data. What was asked never changes,
-- and what was decided stays decided.

do $$ declare t text; begin
  foreach t in array array['approval', 'company', 'staff', 'role', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "approval" ADD COLUMN     "amount_minor" BIGINT,
ADD COLUMN     "base_minor" BIGINT,
ADD COLUMN     "company_id" UUID,
ADD COLUMN     "currency" TEXT,
ADD COLUMN     "department" TEXT,
ADD COLUMN     "limit_minor" BIGINT,
ADD COLUMN     "note" TEXT,
ADD COLUMN     "proposal" JSONB,
ADD COLUMN     "ref" TEXT NOT NULL,
ADD COLUMN     "solo" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "staff_id" UUID,
ADD COLUMN     "title" TEXT NOT NULL;
-- CreateTable
CREATE TABLE "approval_limit" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "department" TEXT,
    "limit_minor" BIGINT NOT NULL,
    "role_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "approval_limit_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "approval_workspace_id_ref_key" ON "approval"("workspace_id", "ref");
-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_workspace_id_company_id_fkey" FOREIGN KEY ("workspace_id", "company_id") REFERENCES "company"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "approval_limit" ADD CONSTRAINT "approval_limit_workspace_id_role_id_fkey" FOREIGN KEY ("workspace_id", "role_id") REFERENCES "role"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['approval', 'company', 'staff', 'role', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited('approval_limit'::regclass);

alter table approval drop constraint approval_state_known;
alter table approval
  add constraint approval_state_known check (state in ('asked', 'approved', 'rejected', 'expired', 'void')),
  add constraint approval_by_a_second_person check (solo or decided_by_id is null or decided_by_id <> requested_by_id),
  add constraint approval_amount_has_currency check (num_nonnulls(amount_minor, currency, base_minor) in (0, 3)),
  add constraint approval_of_one_counterparty check (num_nonnulls(company_id, staff_id) <= 1);
alter table approval_limit
  add constraint approval_limit_not_negative check (limit_minor >= 0);

-- One question at a time about one thing.
create unique index approval_asked_once on approval (workspace_id, kind, subject) where state = 'asked';
create index approval_limited on approval (workspace_id, kind, decided_at) where limit_minor is not null;
create unique index approval_limit_once on approval_limit (workspace_id, kind, role_id, coalesce(department, ''));

-- What was asked is what is decided, once: a row only ever gets its answer.
create function keep_approval() returns trigger language plpgsql as $$
begin
  if old.state <> 'asked'
    or (old.kind, old.subject, old.content_hash, old.requested_by_id, old.ref) is distinct from (new.kind, new.subject, new.content_hash, new.requested_by_id, new.ref)
    or (old.base_minor, old.company_id, old.staff_id, old.department, old.proposal) is distinct from (new.base_minor, new.company_id, new.staff_id, new.department, new.proposal)
  then
    raise exception using errcode = 'DB009',
      message = format('Approval %s is kept as it was asked and decided. Ask for another one.', old.ref),
      detail = jsonb_build_object('table', 'approval', 'id', old.id);
  end if;
  return new;
end $$;
create trigger a_keep before update on approval for each row execute function keep_approval();
