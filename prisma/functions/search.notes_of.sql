CREATE OR REPLACE FUNCTION search.notes_of(ws uuid, kind text, record uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
declare
  subject text := case notes_of.kind when 'contact' then 'contact_id' when 'company' then 'company_id' when 'deal' then 'deal_id'
    when 'invoice' then 'invoice_id' when 'case' then 'case_id' end;
  notes text;
begin
  if subject is null then return ''; end if;
  execute format('select left(string_agg(n.body || e''\x1e'', '''' order by n.at desc, n.id desc), 100000)
    from (select a.id, a.at, a.body from activity a where a.workspace_id = $1 and a.%I = $2 and a.kind <> ''task''
           order by a.at desc, a.id desc limit 500) n', subject) into notes using ws, record;
  return coalesce(notes, '');
end $function$
;
