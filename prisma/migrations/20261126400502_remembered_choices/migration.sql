-- Whom somebody meant by words that several records answer to: theirs alone, and for reading alone.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
alter table staff no force row level security;

-- CreateTable
CREATE TABLE "remembered_choice" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "words_key" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "forgotten_at" TIMESTAMPTZ(3),
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "remembered_choice_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "remembered_choice_workspace_id_staff_id_kind_words_key_key" ON "remembered_choice"("workspace_id", "staff_id", "kind", "words_key");
-- AddForeignKey
ALTER TABLE "remembered_choice" ADD CONSTRAINT "remembered_choice_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table staff force row level security;

select daybook_plumbing('remembered_choice'::regclass);
