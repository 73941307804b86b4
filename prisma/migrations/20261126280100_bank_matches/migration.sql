-- A trigger of two tables can't name a column that only one of them has: which line it is about is read from the row as JSON.

-- Functions only: their bodies are looked at here, and no row is touched.
set local row_security = on;

create or replace function check_line_matched() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  line uuid := coalesce(to_jsonb(new) ->> 'line_id', to_jsonb(new) ->> 'id')::uuid;
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
