-- Numbers that are taken together pass over those that imported documents have, as a single one does. What is passed over counts as
-- taken, so that none is missing.
set local row_security = on;

create or replace function next_document_numbers(kind text, date date, how_many integer) returns text[]
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  taken record;
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
    numbers := numbers || array(
      select t.number from (select document_number(taken.prefix, taken.year, taken.number + n) as number, n from generate_series(0, lacking - 1) n) t
      where not exists (select from invoice i where i.workspace_id = ws and i.number = t.number and i.imported)
      order by t.n);
    lacking := how_many - cardinality(numbers);
    exit when lacking = 0;
  end loop;
  return numbers;
end $$;
