CREATE OR REPLACE FUNCTION public.verify_settlements(ws uuid)
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  with holds (id, minor) as (
    select part.id, sum(a.amount_minor)
    from allocation a
    -- What settles and what is settled: one each of the three.
    cross join lateral (values (coalesce(a.payment_id, a.credit_note_id, a.bill_credit_id)), (coalesce(a.invoice_id, a.bill_id, a.refund_id))) part (id)
    where a.workspace_id = ws and a.reversed_at is null group by part.id
  ), item (id, name, total, open) as (
    select i.id, coalesce(i.number, i.ref), i.total_minor, i.open_minor
    from invoice i where i.workspace_id = ws and i.number is not null and not i.imported
    union all
    select b.id, b.ref, b.total_minor, b.open_minor
    from bill b where b.workspace_id = ws and b.status in ('posted', 'part_paid', 'paid') and not b.imported
    union all
    select p.id, p.ref, case when p.reversed_at is null then p.amount_minor else 0 end, p.unapplied_minor from payment p where p.workspace_id = ws
  )
  select 'settlements', 'What is open of a document is not its total less what settles it.',
    jsonb_build_object('document', i.name, 'total_minor', i.total, 'settled_minor', coalesce(h.minor, 0), 'open_minor', i.open)
  from item i left join holds h on h.id = i.id
  where i.open <> i.total - coalesce(h.minor, 0)
$function$
;
