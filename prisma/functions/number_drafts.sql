CREATE OR REPLACE FUNCTION public.number_drafts(issue_date date, issues jsonb)
 RETURNS text[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET row_security TO 'on'
AS $function$
#variable_conflict use_variable
declare
  -- By key: without statistics a plan read all invoices for each.
  ids uuid[] := array(select (i.issue ->> 'id')::uuid from jsonb_array_elements(issues) i(issue));
  numbers text[];
  issued integer;
begin
  set constraints all immediate;
  numbers := next_document_numbers('invoice', issue_date, jsonb_array_length(issues));
  update invoice v set status = 'issued', number = numbers[i.n], issue_date = number_drafts.issue_date, due_date = i.due_date,
    open_minor = i.open_minor, base_open_minor = i.base_open_minor, fx_rate = i.fx_rate, entry_id = i.entry_id
  from rows from (jsonb_to_recordset(issues) as (id uuid, version int, due_date date, open_minor bigint, base_open_minor bigint,
    fx_rate numeric, entry_id uuid)) with ordinality i(id, version, due_date, open_minor, base_open_minor, fx_rate, entry_id, n)
  where v.workspace_id = current_workspace() and v.id = any (ids) and v.id = i.id and v.version = i.version and v.status = 'draft' and v.kind = 'invoice';
  get diagnostics issued = row_count;
  if issued <> cardinality(numbers) then
    raise exception using errcode = 'serialization_failure', message = 'A draft was changed since it was read.';
  end if;
  perform search.put_all((select jsonb_agg(jsonb_build_object('kind', 'invoice', 'record_id', i.id, 'ref', numbers[i.n], 'title', i.title,
    'title_key', i.title_key, 'body', numbers[i.n] || E'\n' || i.body))
    from rows from (jsonb_to_recordset(issues) as (id uuid, title text, title_key text, body text)) with ordinality
      i(id, title, title_key, body, n)));
  return numbers;
end $function$
;
