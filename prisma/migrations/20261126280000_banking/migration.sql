-- Bank accounts, what banks say of them, and what each movement was recognised as. Lines are stored once however files overlap;
-- a line is matched when its live matches come to its whole amount, which is checked at commit.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['account', 'payment', 'journal_entry', 'tax_code']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "bank_account" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "number" TEXT,
    "currency" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "bank_account_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "bank_statement" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "number" TEXT,
    "from_date" DATE NOT NULL,
    "to_date" DATE NOT NULL,
    "opening_minor" BIGINT,
    "closing_minor" BIGINT,
    "line_count" INTEGER NOT NULL,
    "new_lines" INTEGER NOT NULL,
    "footing" TEXT NOT NULL,
    "difference_minor" BIGINT NOT NULL DEFAULT 0,
    "note" TEXT,
    "bank_account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "bank_statement_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "bank_line" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "booking_date" DATE NOT NULL,
    "value_date" DATE,
    "position" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "original_minor" BIGINT,
    "original_currency" TEXT,
    "rate" TEXT,
    "counterparty_name" TEXT,
    "counterparty_account" TEXT,
    "remittance" TEXT,
    "reference" TEXT,
    "end_to_end_id" TEXT,
    "bank_reference" TEXT,
    "type_code" TEXT,
    "content_key" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "aside_reason" TEXT,
    "bank_account_id" UUID NOT NULL,
    "statement_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "bank_line_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "bank_match" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "made" BOOLEAN NOT NULL DEFAULT false,
    "undone_at" TIMESTAMPTZ(3),
    "line_id" UUID NOT NULL,
    "payment_id" UUID,
    "entry_id" UUID,
    "rule_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "bank_match_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateTable
CREATE TABLE "bank_rule" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "counterparty_account" TEXT,
    "words" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposes',
    "chosen" INTEGER NOT NULL DEFAULT 1,
    "account_id" UUID NOT NULL,
    "tax_code_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "bank_rule_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "bank_account_workspace_id_name_key_key" ON "bank_account"("workspace_id", "name_key");
-- CreateIndex
CREATE UNIQUE INDEX "bank_account_workspace_id_number_key" ON "bank_account"("workspace_id", "number");
-- CreateIndex
CREATE UNIQUE INDEX "bank_account_workspace_id_account_id_key" ON "bank_account"("workspace_id", "account_id");
-- CreateIndex
CREATE INDEX "bank_statement_workspace_id_bank_account_id_to_date_idx" ON "bank_statement"("workspace_id", "bank_account_id", "to_date");
-- CreateIndex
CREATE UNIQUE INDEX "bank_statement_workspace_id_ref_key" ON "bank_statement"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "bank_statement_workspace_id_bank_account_id_file_hash_posit_key" ON "bank_statement"("workspace_id", "bank_account_id", "file_hash", "position");
-- CreateIndex
CREATE INDEX "bank_line_workspace_id_bank_account_id_booking_date_idx" ON "bank_line"("workspace_id", "bank_account_id", "booking_date");
-- CreateIndex
CREATE INDEX "bank_line_workspace_id_statement_id_idx" ON "bank_line"("workspace_id", "statement_id");
-- CreateIndex
CREATE UNIQUE INDEX "bank_line_workspace_id_ref_key" ON "bank_line"("workspace_id", "ref");
-- CreateIndex
CREATE UNIQUE INDEX "bank_line_workspace_id_bank_account_id_content_key_occurren_key" ON "bank_line"("workspace_id", "bank_account_id", "content_key", "occurrence");
-- CreateIndex
CREATE INDEX "bank_match_workspace_id_line_id_idx" ON "bank_match"("workspace_id", "line_id");
-- CreateIndex
CREATE INDEX "bank_match_workspace_id_payment_id_idx" ON "bank_match"("workspace_id", "payment_id");
-- CreateIndex
CREATE INDEX "bank_match_workspace_id_entry_id_idx" ON "bank_match"("workspace_id", "entry_id");
-- CreateIndex
CREATE UNIQUE INDEX "bank_rule_workspace_id_ref_key" ON "bank_rule"("workspace_id", "ref");
-- AddForeignKey
ALTER TABLE "bank_account" ADD CONSTRAINT "bank_account_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bank_statement" ADD CONSTRAINT "bank_statement_workspace_id_bank_account_id_fkey" FOREIGN KEY ("workspace_id", "bank_account_id") REFERENCES "bank_account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bank_line" ADD CONSTRAINT "bank_line_workspace_id_bank_account_id_fkey" FOREIGN KEY ("workspace_id", "bank_account_id") REFERENCES "bank_account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bank_line" ADD CONSTRAINT "bank_line_workspace_id_statement_id_fkey" FOREIGN KEY ("workspace_id", "statement_id") REFERENCES "bank_statement"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bank_match" ADD CONSTRAINT "bank_match_workspace_id_line_id_fkey" FOREIGN KEY ("workspace_id", "line_id") REFERENCES "bank_line"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bank_match" ADD CONSTRAINT "bank_match_workspace_id_payment_id_fkey" FOREIGN KEY ("workspace_id", "payment_id") REFERENCES "payment"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bank_match" ADD CONSTRAINT "bank_match_workspace_id_entry_id_fkey" FOREIGN KEY ("workspace_id", "entry_id") REFERENCES "journal_entry"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bank_match" ADD CONSTRAINT "bank_match_workspace_id_rule_id_fkey" FOREIGN KEY ("workspace_id", "rule_id") REFERENCES "bank_rule"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bank_rule" ADD CONSTRAINT "bank_rule_workspace_id_account_id_fkey" FOREIGN KEY ("workspace_id", "account_id") REFERENCES "account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
-- AddForeignKey
ALTER TABLE "bank_rule" ADD CONSTRAINT "bank_rule_workspace_id_tax_code_id_fkey" FOREIGN KEY ("workspace_id", "tax_code_id") REFERENCES "tax_code"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['account', 'payment', 'journal_entry', 'tax_code']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited(t::regclass) from unnest(array['bank_account', 'bank_statement', 'bank_line', 'bank_match', 'bank_rule']) t;

-- ---- Value sets and signs

alter table bank_account
  add constraint bank_account_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint bank_account_number_folded check (number ~ '^[A-Z0-9]+$');

alter table bank_statement
  add constraint bank_statement_format_known check (format in ('camt.053', 'mt940', 'ofx', 'csv')),
  add constraint bank_statement_footing_known check (footing in ('footed', 'unfooted', 'unknown')),
  add constraint bank_statement_footing_true check (footing <> 'footed' or (difference_minor = 0 and num_nonnulls(opening_minor, closing_minor) = 2)),
  add constraint bank_statement_days_in_order check (from_date <= to_date),
  add constraint bank_statement_counts check (new_lines between 0 and line_count and position > 0);

alter table bank_line
  add constraint bank_line_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint bank_line_state_known check (state in ('open', 'matched', 'set_aside')),
  add constraint bank_line_aside_has_reason check ((state = 'set_aside') = (aside_reason is not null)),
  add constraint bank_line_original_with_currency check (num_nonnulls(original_minor, original_currency) in (0, 2)),
  add constraint bank_line_occurrence_counts check (occurrence > 0);

alter table bank_match
  add constraint bank_match_of_one check (num_nonnulls(payment_id, entry_id) = 1),
  add constraint bank_match_moves_something check (amount_minor <> 0),
  add constraint bank_match_has_reason check (btrim(reason) <> '');

alter table bank_rule
  add constraint bank_rule_direction_known check (direction in ('in', 'out')),
  add constraint bank_rule_state_known check (state in ('proposes', 'applies', 'removed')),
  add constraint bank_rule_says_which check (counterparty_account is not null or words <> '');

create index bank_line_open on bank_line (workspace_id, bank_account_id, booking_date) where state = 'open';
-- By whose account a line came: whose it was the last time.
create index bank_line_counterparty on bank_line (workspace_id, counterparty_account) where counterparty_account is not null;

-- ---- A line is matched whole or not at all

create function check_line_matched() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  line uuid := case when tg_table_name = 'bank_match' then new.line_id else new.id end;
  found_line bank_line;
  sum_minor bigint;
begin
  select * into found_line from bank_line where workspace_id = new.workspace_id and id = line;
  select sum(amount_minor) into sum_minor from bank_match where workspace_id = new.workspace_id and line_id = line and undone_at is null;
  if (found_line.state = 'matched' and sum_minor is distinct from found_line.amount_minor) or (found_line.state <> 'matched' and sum_minor is not null) then
    raise exception using errcode = '23514', constraint = 'bank_line_matched_whole',
      message = format('%s is %s, and its matches come to %s of %s.', found_line.ref, found_line.state, coalesce(sum_minor, 0), found_line.amount_minor);
  end if;
  return null;
end $$;

create constraint trigger bank_line_matched_whole after update on bank_line deferrable initially deferred
  for each row when (old.state is distinct from new.state) execute function check_line_matched();
create constraint trigger bank_match_made_whole after insert on bank_match deferrable initially deferred
  for each row execute function check_line_matched();
create constraint trigger bank_match_kept_whole after update on bank_match deferrable initially deferred
  for each row when ((old.undone_at, old.amount_minor, old.line_id) is distinct from (new.undone_at, new.amount_minor, new.line_id))
  execute function check_line_matched();

