CREATE OR REPLACE FUNCTION public.open_items_at(ws uuid, as_of date)
 RETURNS TABLE(control text, company_id uuid, currency text, kind text, id uuid, ref text, date date, due_date date, minor bigint, base_minor bigint)
 LANGUAGE sql
 STABLE
AS $function$
  with moved as (
    select a.*, case when a.reversed_on is null then 1 else -1 end turn from allocation a
    where a.workspace_id = ws and as_of is not null
      and ((a.reversed_on is null and a.date > as_of) or (a.reversed_on > as_of and a.date <= as_of))
  ), part (invoice_id, bill_id, payment_id, minor, base_minor) as (
    select i.id, null::uuid, null::uuid, i.open_minor, i.base_open_minor from invoice i where i.workspace_id = ws and i.open_minor <> 0 and as_of is not null
    union all select null, b.id, null, b.open_minor, b.base_open_minor from bill b where b.workspace_id = ws and b.open_minor <> 0 and as_of is not null
    union all select null, null, p.id, p.unapplied_minor, p.base_unapplied_minor from payment p where p.workspace_id = ws and p.unapplied_minor <> 0 and as_of is not null
    union all select null, null, p.id, p.amount_minor, p.base_minor from payment p where p.workspace_id = ws and p.reversed_on > as_of
    union all select m.invoice_id, m.bill_id, m.refund_id, turn * m.amount_minor, turn * m.base_to_minor from moved m
    union all select m.credit_note_id, m.bill_credit_id, m.payment_id, turn * m.amount_minor, turn * m.base_from_minor from moved m
  ), item as (
    select invoice_id, bill_id, payment_id, sum(minor)::bigint minor, sum(base_minor)::bigint base_minor from part group by 1, 2, 3
    having sum(minor) <> 0 or sum(base_minor) <> 0
  )
  select 'receivable', i.company_id, i.currency, i.kind, i.id, coalesce(i.number, i.ref), i.issue_date,
    case i.kind when 'invoice' then i.due_date end,
    case i.kind when 'invoice' then x.minor else -x.minor end, case i.kind when 'invoice' then x.base_minor else -x.base_minor end
  from item x join invoice i on i.workspace_id = ws and i.id = x.invoice_id where i.issue_date <= as_of
  union all
  select 'payable', b.company_id, b.currency, b.kind, b.id, coalesce(b.number, b.ref), b.posting_date,
    case b.kind when 'credit_note' then null else b.due_date end,
    case b.kind when 'credit_note' then x.minor else -x.minor end, case b.kind when 'credit_note' then x.base_minor else -x.base_minor end
  from item x join bill b on b.workspace_id = ws and b.id = x.bill_id
  where b.company_id is not null and b.posting_date <= as_of
  union all
  select case p.direction when 'in' then 'receivable' else 'payable' end, p.company_id, p.currency, 'payment', p.id, p.ref, p.date, null,
    case p.direction when 'in' then -x.minor else x.minor end, case p.direction when 'in' then -x.base_minor else x.base_minor end
  from item x join payment p on p.workspace_id = ws and p.id = x.payment_id
  where p.company_id is not null and p.date <= as_of
  union all
  select 'receivable', i.company_id, i.currency, i.kind, i.id, coalesce(i.number, i.ref), i.issue_date,
    case i.kind when 'invoice' then i.due_date end, case i.kind when 'invoice' then i.open_minor else -i.open_minor end,
    case i.kind when 'invoice' then i.base_open_minor else -i.base_open_minor end
  from invoice i where as_of is null and i.workspace_id = ws and i.open_minor <> 0
  union all
  select 'payable', b.company_id, b.currency, b.kind, b.id, coalesce(b.number, b.ref), b.posting_date,
    case b.kind when 'credit_note' then null else b.due_date end,
    case b.kind when 'credit_note' then b.open_minor else -b.open_minor end,
    case b.kind when 'credit_note' then b.base_open_minor else -b.base_open_minor end
  from bill b where as_of is null and b.workspace_id = ws and b.open_minor <> 0 and b.company_id is not null
  union all
  select case p.direction when 'in' then 'receivable' else 'payable' end, p.company_id, p.currency, 'payment', p.id, p.ref, p.date, null,
    case p.direction when 'in' then -p.unapplied_minor else p.unapplied_minor end,
    case p.direction when 'in' then -p.base_unapplied_minor else p.base_unapplied_minor end
  from payment p where as_of is null and p.workspace_id = ws and p.unapplied_minor <> 0 and p.company_id is not null
$function$
;
