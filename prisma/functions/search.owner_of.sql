CREATE OR REPLACE FUNCTION search.owner_of(ws uuid, kind text, record uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case owner_of.kind
    when 'contact' then (select r.owner_id from contact r where r.workspace_id = ws and r.id = record)
    when 'company' then (select r.owner_id from company r where r.workspace_id = ws and r.id = record)
    when 'deal' then (select r.owner_id from deal r where r.workspace_id = ws and r.id = record)
    when 'case' then (select r.owner_id from support_case r where r.workspace_id = ws and r.id = record)
    when 'quote' then (select r.owner_id from quote r where r.workspace_id = ws and r.id = record)
    when 'invoice' then (select r.owner_id from invoice r where r.workspace_id = ws and r.id = record)
    when 'bill' then (select r.owner_id from bill r where r.workspace_id = ws and r.id = record)
    when 'expense' then (select r.owner_id from bill r where r.workspace_id = ws and r.id = record) end
$function$
;
