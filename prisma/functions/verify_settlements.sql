CREATE OR REPLACE FUNCTION public.verify_settlements(ws uuid)
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  with holds as (select * from allocation a where a.workspace_id = ws and a.reversed_at is null),
  item as (
    select coalesce(i.number, i.ref) name, i.total_minor total, i.open_minor open,
      (select coalesce(sum(h.amount_minor), 0) from holds h where h.invoice_id = i.id or h.credit_note_id = i.id) settled
    from invoice i where i.workspace_id = ws and i.number is not null and not i.imported
    union all
    select b.ref, b.total_minor, b.open_minor,
      (select coalesce(sum(h.amount_minor), 0) from holds h where h.bill_id = b.id or h.bill_credit_id = b.id)
    from bill b where b.workspace_id = ws and b.status in ('posted', 'part_paid', 'paid') and not b.imported
    union all
    select p.ref, case when p.reversed_at is null then p.amount_minor else 0 end, p.unapplied_minor,
      (select coalesce(sum(h.amount_minor), 0) from holds h where h.payment_id = p.id or h.refund_id = p.id)
    from payment p where p.workspace_id = ws
  )
  select 'settlements', 'What is open of a document is not its total less what settles it.',
    jsonb_build_object('document', name, 'total_minor', total, 'settled_minor', settled, 'open_minor', open)
  from item where open <> total - settled
$function$
;
