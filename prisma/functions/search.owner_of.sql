CREATE OR REPLACE FUNCTION search.owner_of(ws uuid, kind text, record uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  case owner_of.kind
    when 'contact' then return (select r.owner_id from contact r where r.workspace_id = ws and r.id = record);
    when 'company' then return (select r.owner_id from company r where r.workspace_id = ws and r.id = record);
    when 'deal' then return (select r.owner_id from deal r where r.workspace_id = ws and r.id = record);
    when 'case' then return (select r.owner_id from support_case r where r.workspace_id = ws and r.id = record);
    when 'quote' then return (select r.owner_id from quote r where r.workspace_id = ws and r.id = record);
    when 'invoice' then return (select r.owner_id from invoice r where r.workspace_id = ws and r.id = record);
    when 'bill', 'expense' then return (select r.owner_id from bill r where r.workspace_id = ws and r.id = record);
    else return null;
  end case;
end $function$
;
