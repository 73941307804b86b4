CREATE OR REPLACE FUNCTION public.next_document_numbers(kind text, date date, how_many integer)
 RETURNS text[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  taken record;
  candidates text[];
  imported text[];
  numbers text[] := '{}';
  lacking integer := how_many;
  start text := case kind when 'invoice' then 'INV' when 'credit_note' then 'CN' end;
begin
  if start is null or date is null or coalesce(how_many, 0) < 1 then
    perform refuse('DB011', format('There is no number series for %s.', coalesce(kind, 'nothing')), jsonb_build_object('kind', kind));
  end if;
  loop
    insert into number_series as s (workspace_id, id, kind, year, prefix, next_number)
    values (ws, new_id(), next_document_numbers.kind, extract(year from next_document_numbers.date)::int, start, 1 + lacking)
    on conflict (workspace_id, kind, year) do update set next_number = s.next_number + lacking
    returning s.prefix, s.year, s.next_number - lacking as number into taken;
    candidates := array(select document_number(taken.prefix, taken.year, taken.number + n) from generate_series(0, lacking - 1) n order by n);
    imported := array(select i.number from invoice i where i.workspace_id = ws and i.number = any (candidates) and i.imported);
    if imported <> '{}' then
      candidates := array(select c.number from unnest(candidates) with ordinality c(number, n) where c.number <> all (imported) order by c.n);
    end if;
    numbers := numbers || candidates;
    lacking := how_many - cardinality(numbers);
    exit when lacking = 0;
  end loop;
  return numbers;
end $function$
;
