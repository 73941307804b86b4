-- Ways in for assistants that speak for one member of staff. Only the SHA-256 of what opens is kept.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
alter table staff no force row level security;

-- CreateTable
CREATE TABLE "access_token" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "used_on" DATE,
    "staff_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "access_token_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE INDEX "access_token_workspace_id_staff_id_idx" ON "access_token"("workspace_id", "staff_id");
-- AddForeignKey
ALTER TABLE "access_token" ADD CONSTRAINT "access_token_workspace_id_staff_id_fkey" FOREIGN KEY ("workspace_id", "staff_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table staff force row level security;

select daybook_audited('access_token'::regclass);
