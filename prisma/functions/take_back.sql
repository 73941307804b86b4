CREATE OR REPLACE FUNCTION public.take_back(wanted text, wanted_at timestamp with time zone, allowed text[])
 RETURNS TABLE(in_table text, row_id uuid, content jsonb, done boolean)
 LANGUAGE plpgsql
AS $function$
declare
  change record;
  fits boolean;
  spoilt boolean := false;
begin
  for change in
    select a.entity, a.entity_id, bool_or(a.action = 'delete') as gone,
      coalesce(jsonb_object_agg(e.key, e.value order by (a.after ->> 'version')::integer) filter (where e.key is not null), '{}') - 'version' as left_as
    from audit_log a left join lateral jsonb_each(case when a.action <> 'delete' then a.after end) e on true
    where a.workspace_id = current_workspace() and a.reference = wanted and a.at between wanted_at - interval '1 hour' and wanted_at + interval '1 hour' and a.entity = any (allowed)
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
    select a.entity, a.entity_id, a.action, a.before, a.after, a.before - 'version' as was from audit_log a
    where a.workspace_id = current_workspace() and a.reference = wanted and a.at between wanted_at - interval '1 hour' and wanted_at + interval '1 hour' and a.entity = any (allowed)
    order by array_position(array['insert', 'update', 'delete'], a.action), (a.after ->> 'version')::integer desc nulls last, a.id desc
  loop
    if change.action = 'insert' then
      execute format('delete from %I where workspace_id = current_workspace() and id = $1', change.entity) using change.entity_id;
    elsif change.action = 'delete' then
      execute format('insert into %1$I (workspace_id, %2$s) select current_workspace(), %2$s from jsonb_populate_record(null::%1$I, $1)', change.entity,
        (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(change.before) key)) using change.before;
    elsif change.was <> '{}' then
      execute format('update %1$I set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, $1)) where workspace_id = current_workspace() and id = $2',
        change.entity, (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(change.was) key)) using change.was, change.entity_id;
    end if;
    return query select change.entity, change.entity_id, coalesce(change.after, change.before), true;
  end loop;
end $function$
;
