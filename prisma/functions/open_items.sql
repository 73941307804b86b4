CREATE OR REPLACE FUNCTION public.open_items(ws uuid)
 RETURNS TABLE(control text, company_id uuid, currency text, minor bigint, base_minor bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select 'receivable', i.company_id, i.currency, case i.kind when 'invoice' then i.open_minor else -i.open_minor end,
    case i.kind when 'invoice' then i.base_open_minor else -i.base_open_minor end
  from invoice i where i.workspace_id = ws and i.open_minor <> 0
  union all
  select case p.direction when 'in' then 'receivable' else 'payable' end, p.company_id, p.currency,
    case p.direction when 'in' then -p.unapplied_minor else p.unapplied_minor end,
    case p.direction when 'in' then -p.base_unapplied_minor else p.base_unapplied_minor end
  from payment p where p.workspace_id = ws and p.unapplied_minor <> 0 and p.company_id is not null
  union all
  select 'payable', b.company_id, b.currency, case b.kind when 'credit_note' then b.open_minor else -b.open_minor end,
    case b.kind when 'credit_note' then b.base_open_minor else -b.base_open_minor end
  from bill b where b.workspace_id = ws and b.open_minor <> 0 and b.company_id is not null
$function$
;
