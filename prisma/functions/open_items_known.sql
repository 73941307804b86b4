CREATE OR REPLACE FUNCTION public.open_items_known(ws uuid, as_of date, at_seal bigint, known_at timestamp with time zone)
 RETURNS TABLE(control text, company_id uuid, currency text, kind text, id uuid, ref text, date date, due_date date, minor bigint)
 LANGUAGE sql
 STABLE
AS $function$
  with said as materialized (
    select a.control, p.currency, p.payment_id, case when p.payment_id is null then p.invoice_id end invoice_id,
      case when p.payment_id is null then p.bill_id end bill_id, coalesce(p.payment_id, p.invoice_id, p.bill_id) document, sum(p.amount_minor)::bigint minor
    from account a join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
    join sealed_entry s on s.workspace_id = p.workspace_id and s.entry_id = p.entry_id and s.seal_number <= at_seal
    where a.workspace_id = ws and a.control is not null and p.date <= as_of
    group by 1, 2, 3, 4, 5, 6
  ), held as materialized (
    select f.control, f.currency, f.document settles, t.document settled, a.amount_minor * case f.control when 'receivable' then 1 else -1 end minor
    from allocation a
    join said f on f.document = coalesce(a.payment_id, a.credit_note_id, a.bill_credit_id)
    join said t on t.document = coalesce(a.invoice_id, a.bill_id, a.refund_id) and t.control = f.control and t.currency = f.currency
    where a.workspace_id = ws and a.date <= as_of and a.created_at <= known_at
      and (a.reversed_at is null or a.reversed_at > known_at or a.reversed_on > as_of)
  ), item as (
    select control, currency, document, sum(minor)::bigint minor from (
      select control, currency, document, minor from said
      union all select control, currency, settles, minor from held
      union all select control, currency, settled, -minor from held) part
    group by 1, 2, 3 having sum(minor) <> 0
  )
  select x.control, coalesce(i.company_id, b.company_id, y.company_id), x.currency, coalesce(i.kind, b.kind, 'payment'), x.document,
    coalesce(i.number, i.ref, b.number, b.ref, y.ref), coalesce(i.issue_date, b.posting_date, y.date),
    case when coalesce(i.kind, b.kind) is distinct from 'credit_note' then coalesce(i.due_date, b.due_date) end, x.minor
  from item x join said d using (control, currency, document)
  left join invoice i on i.workspace_id = ws and i.id = d.invoice_id
  left join bill b on b.workspace_id = ws and b.id = d.bill_id
  left join payment y on y.workspace_id = ws and y.id = d.payment_id
$function$
;
