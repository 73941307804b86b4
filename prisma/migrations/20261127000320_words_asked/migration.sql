-- Who answers for an account, and the word that the close asks them for by itself.

do $$ declare t text; begin
  foreach t in array array['account', 'close_question', 'staff']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "account" ADD COLUMN     "owner_id" UUID;
-- AlterTable
ALTER TABLE "close_question" ADD COLUMN     "movement_minor" BIGINT,
ALTER COLUMN "asked_by_id" DROP NOT NULL;
-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_workspace_id_owner_id_fkey" FOREIGN KEY ("workspace_id", "owner_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['account', 'close_question', 'staff']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

alter table close_question
  drop constraint close_question_type_known,
  add constraint close_question_type_known check (answer_type in ('amount', 'date', 'yes-no', 'file', 'word')),
  -- What nobody asks the close asks itself: why an account moved as far as it did.
  add constraint close_question_asked_by_somebody check (asked_by_id is not null or answer_type = 'word' and account_code is not null),
  add constraint close_question_of_a_move check ((movement_minor is not null) = (asked_by_id is null));

-- One question at a time about an account of a close.
create unique index close_question_move_once on close_question (workspace_id, task_id, account_code)
  where state = 'open' and asked_by_id is null;
