-- Which version of what Daybook comes with a company's templates are of, so that what is new can be added to them.

do $$ declare t text; begin
  foreach t in array array['close_template', 'close_template_task']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- AlterTable
ALTER TABLE "close_template" ADD COLUMN     "shipped_version" INTEGER NOT NULL DEFAULT 1;

-- A month's template was given its checks once already: whoever has their tasks took it after that.
alter table close_template disable trigger user;
update close_template c set shipped_version = 2 where c.kind = 'month' and exists (
  select from close_template_task t where t.workspace_id = c.workspace_id and t.template_id = c.id and t.key in ('suspense', 'books', 'late-bills'));
alter table close_template enable trigger user;

do $$ declare t text; begin
  foreach t in array array['close_template', 'close_template_task']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

alter table close_template add constraint close_template_shipped_counts_from_one check (shipped_version >= 1);
