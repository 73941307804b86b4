CREATE OR REPLACE FUNCTION public.number_credit_note(issue_date date, credit jsonb)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
#variable_conflict use_variable
declare
  taken text;
  issued integer;
begin
  set constraints all immediate;
  taken := next_document_number('credit_note', issue_date);
  update invoice v set status = credit ->> 'status', number = taken, issue_date = number_credit_note.issue_date,
    due_date = number_credit_note.issue_date, open_minor = (credit ->> 'open_minor')::bigint,
    base_open_minor = (credit ->> 'base_open_minor')::bigint, entry_id = (credit ->> 'entry_id')::uuid
  where v.workspace_id = current_workspace() and v.id = (credit ->> 'id')::uuid and v.version = (credit ->> 'version')::integer
    and v.status = 'draft' and v.kind = 'credit_note';
  get diagnostics issued = row_count;
  if issued <> 1 then
    raise exception using errcode = 'serialization_failure', message = 'A draft was changed since it was read.';
  end if;
  perform search.put_all(jsonb_build_array(jsonb_build_object('kind', 'invoice', 'record_id', credit -> 'id', 'ref', taken,
    'title', credit -> 'title', 'title_key', credit -> 'title_key', 'body', taken || E'\n' || (credit ->> 'body'))));
  return taken;
end $function$
;
