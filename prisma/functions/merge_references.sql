CREATE OR REPLACE FUNCTION public.merge_references(kind text, loser uuid, winner uuid, rules jsonb, dry boolean)
 RETURNS TABLE(in_table text, in_column text, moved bigint, dropped bigint, stays bigint)
 LANGUAGE plpgsql
AS $function$
#variable_conflict use_column
declare
  key record;
  once record;
  rule jsonb;
  whose text;
  fits text;
  n bigint;
begin
  for key in
    select c.conrelid, c.conrelid::regclass::text as tab, a.attname as col from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
    where c.contype = 'f' and c.confrelid = kind::regclass order by 2, 3
  loop
    rule := coalesce(rules -> (key.tab || '.' || key.col), '{}');
    whose := format('workspace_id = current_workspace() and %I = $1', key.col);
    fits := case when rule ? 'stays' then 'false' else coalesce('(' || (rule ->> 'where') || ')', 'true') end
      || case when key.tab = kind then ' and id <> $2' else '' end;
    in_table := key.tab; in_column := key.col; dropped := 0;
    execute format('select count(*) from %I where %s and not (%s)', key.tab, whose, fits) into stays using loser, winner;
    for once in
      select pg_get_expr(i.indpred, i.indrelid) as predicate,
        array(select quote_ident(a.attname) from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                and a.attname not in (key.col, 'workspace_id')) as cols
      from pg_index i where i.indrelid = key.conrelid and i.indisunique and i.indexprs is null
        and (select attnum from pg_attribute where attrelid = key.conrelid and attname = key.col) = any (i.indkey)
    loop
      fits := fits || format(' and not (%1$s and (%2$s) in (select %2$s from %3$I where workspace_id = current_workspace() and %4$I = $2 and %1$s))',
        coalesce(once.predicate, 'true'), coalesce(nullif(array_to_string(once.cols, ', '), ''), '1'), key.tab, key.col);
    end loop;
    execute format('select count(*) from %I where %s and %s', key.tab, whose, fits) into moved using loser, winner;
    execute format('select count(*) - $3 - $4 from %I where %s', key.tab, whose) into n using loser, winner, moved, stays;
    dropped := n;
    if not dry and moved > 0 then
      execute format('update %I t set %I = $2%s where %s and %s', key.tab, key.col, coalesce(', ' || (rule ->> 'set'), ''), whose, fits) using loser, winner;
    end if;
    if not dry and dropped > 0 then
      execute format('delete from %I where %s and not (%s)', key.tab, whose,
        case when rule ? 'where' then format('not (%s)', rule ->> 'where') else 'false' end) using loser, winner;
    end if;
    return next;
  end loop;
end $function$
;
