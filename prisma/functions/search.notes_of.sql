CREATE OR REPLACE FUNCTION search.notes_of(ws uuid, kind text, record uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  notes text[];
begin
  case notes_of.kind
    when 'contact' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.contact_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    when 'company' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.company_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    when 'deal' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.deal_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    when 'invoice' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.invoice_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    when 'case' then notes := array(select a.body || e'\x1e' from activity a
      where a.workspace_id = ws and a.case_id = record and a.kind <> 'task' order by a.at desc, a.id desc limit 500);
    else return '';
  end case;
  return left(array_to_string(notes, ''), 100000);
end $function$
;
