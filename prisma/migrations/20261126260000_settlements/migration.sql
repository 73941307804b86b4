-- What an allocation took from each side in the base currency, and from which day on it no longer holds: so that the open items
-- of any past day can be told, and undoing one gives back exactly what it took.

do $$ declare t text; begin
  foreach t in array array['payment', 'allocation', 'workspace', 'posting', 'account']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "base_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "reversed_on" DATE;
-- AlterTable
ALTER TABLE "allocation" ADD COLUMN     "base_from_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "base_to_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "reversed_on" DATE;
-- CreateIndex
CREATE INDEX "allocation_workspace_id_date_idx" ON "allocation"("workspace_id", "date");

-- All there was so far is in the base currency, and nothing was ever taken back.
do $$
declare
  ws uuid;
begin
  for ws in select id from workspace loop
    perform set_config('daybook.workspace', ws::text, true);
    update payment set base_minor = amount_minor where workspace_id = ws;
    update allocation set base_from_minor = amount_minor, base_to_minor = amount_minor where workspace_id = ws;
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['payment', 'allocation', 'workspace', 'posting', 'account']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

alter table payment
  add constraint payment_method_known check (method in ('bank', 'cash', 'card', 'write_off', 'discount', 'fee', 'withholding')),
  add constraint payment_reversed_on_a_day check ((reversed_at is null) = (reversed_on is null) and reversed_on >= date),
  add constraint payment_base_unapplied_within_base check (base_unapplied_minor <= base_minor);

alter table allocation
  add constraint allocation_reversed_on_a_day check ((reversed_at is null) = (reversed_on is null) and reversed_on >= date),
  add constraint allocation_base_not_negative check (base_from_minor >= 0 and base_to_minor >= 0);

create index allocation_taken_back on allocation (workspace_id, reversed_on) where reversed_on is not null;
create index payment_taken_back on payment (workspace_id, reversed_on) where reversed_on is not null;
