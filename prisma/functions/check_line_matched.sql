CREATE OR REPLACE FUNCTION public.check_line_matched()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
end $function$
;
