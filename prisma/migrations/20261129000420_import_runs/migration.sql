-- A file that was taken in, under the one reference that all of its changes bear in the audit trail, so that it can be taken back as one.

-- A new foreign key looks at the rows of both tables: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['staff', 'workspace']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- CreateTable
CREATE TABLE "import_run" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "filename" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "taken_back_at" TIMESTAMPTZ(3),
    "by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    CONSTRAINT "import_run_pkey" PRIMARY KEY ("workspace_id","id")
);
-- CreateIndex
CREATE UNIQUE INDEX "import_run_workspace_id_ref_key" ON "import_run"("workspace_id", "ref");
-- AddForeignKey
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_workspace_id_by_id_fkey" FOREIGN KEY ("workspace_id", "by_id") REFERENCES "staff"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

do $$ declare t text; begin
  foreach t in array array['staff', 'workspace']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

select daybook_audited('import_run'::regclass);

alter table import_run
  add constraint import_run_kind_known check (kind in ('companies', 'contacts', 'products')),
  add constraint import_run_counts check (created >= 0 and updated >= 0);

-- What refers by now to records that a change made, from outside of it: each stays, and the change with it.
create function used_since(made uuid[]) returns table (record_id uuid, by_table text) language plpgsql stable as $$
declare
  fk record;
begin
  for fk in
    select c.conrelid::regclass::text as tab, a.attname as col
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
     where c.contype = 'f' and c.confrelid in ('company'::regclass, 'contact'::regclass, 'product'::regclass) and cardinality(c.conkey) = 2
     order by 1, 2
  loop
    return query execute format('select t.%1$I, %2$L from %3$s t
      where t.workspace_id = current_workspace() and t.%1$I = any ($1) and not t.id = any ($1)', fk.col, fk.tab, fk.tab) using made;
  end loop;
end $$;

-- As `take_back`, of what took from one instant to another and made rows by the thousand: those go a table at a time, the last of `allowed`
-- first, so that what refers goes before what is referred to, and a company with what stands below it.
create function take_back_between(wanted text, since timestamptz, until timestamptz, allowed text[])
returns table (in_table text, row_id uuid, content jsonb, done boolean) language plpgsql as $$
declare
  change record;
  fits boolean;
  spoilt boolean := false;
begin
  for change in
    select a.entity, a.entity_id, bool_or(a.action = 'delete') as gone,
      coalesce(jsonb_object_agg(e.key, e.value order by (a.after ->> 'version')::integer) filter (where e.key is not null), '{}') - 'version' as left_as
    from audit_log a left join lateral jsonb_each(case when a.action <> 'delete' then a.after end) e on true
    where a.workspace_id = current_workspace() and a.reference = wanted and a.at between since and until and a.entity = any (allowed)
    group by 1, 2 order by 1, 2
  loop
    execute format('select coalesce((select not exists (select from jsonb_each($1) e where e.value is distinct from to_jsonb(t) -> e.key)
      from %I t where workspace_id = current_workspace() and id = $2 for update), false) <> $3', change.entity)
      into fits using change.left_as, change.entity_id, change.gone;
    if not fits then
      spoilt := true;
      return query select change.entity, change.entity_id, change.left_as, false;
    end if;
  end loop;
  if spoilt then return; end if;
  for change in
    select a.entity, array_agg(a.entity_id) as ids from audit_log a
     where a.workspace_id = current_workspace() and a.reference = wanted and a.at between since and until and a.entity = any (allowed)
       and a.action = 'insert'
     group by 1 order by array_position(allowed, a.entity) desc
  loop
    execute format('delete from %I where workspace_id = current_workspace() and id = any ($1)', change.entity) using change.ids;
  end loop;
  for change in
    select a.entity, a.entity_id, a.action, a.before, a.after, a.before - 'version' as was from audit_log a
    where a.workspace_id = current_workspace() and a.reference = wanted and a.at between since and until and a.entity = any (allowed)
    order by array_position(array['insert', 'update', 'delete'], a.action), (a.after ->> 'version')::integer desc nulls last, a.id desc
  loop
    if change.action = 'insert' then
      null; -- gone already
    elsif change.action = 'delete' then
      execute format('insert into %1$I (workspace_id, %2$s) select current_workspace(), %2$s from jsonb_populate_record(null::%1$I, $1)', change.entity,
        (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(change.before) key)) using change.before;
    elsif change.was <> '{}' then
      execute format('update %1$I set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, $1)) where workspace_id = current_workspace() and id = $2',
        change.entity, (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(change.was) key)) using change.was, change.entity_id;
    end if;
    return query select change.entity, change.entity_id, coalesce(change.after, change.before), true;
  end loop;
end $$;

revoke execute on function used_since(uuid[]), take_back_between(text, timestamptz, timestamptz, text[]) from public;
grant execute on function used_since(uuid[]), take_back_between(text, timestamptz, timestamptz, text[]) to daybook_app;
