-- Functions only: their bodies are looked at here, and no row is touched.
set local row_security = on;

-- Every open item of both sides at the end of a day (null: as it stands), in its own currency and in the base currency; what lowers
-- what a customer owes, or what we owe a supplier, has the other sign. What was open then is what is open now and what was
-- settled since, less what has been taken back since: the cost grows with the open items and the later allocations.
create function open_items_at(ws uuid, as_of date) returns table (control text, company_id uuid, currency text, kind text, id uuid,
  ref text, date date, due_date date, minor bigint, base_minor bigint)
language sql stable as $$
  with moved as (
    select a.*, case when a.reversed_on is null then 1 else -1 end turn from allocation a
    where a.workspace_id = ws and as_of is not null
      and ((a.reversed_on is null and a.date > as_of) or (a.reversed_on > as_of and a.date <= as_of))
  ), part (invoice_id, bill_id, payment_id, minor, base_minor) as (
    select i.id, null::uuid, null::uuid, i.open_minor, i.base_open_minor from invoice i where i.workspace_id = ws and i.open_minor <> 0
    union all select null, b.id, null, b.open_minor, b.base_open_minor from bill b where b.workspace_id = ws and b.open_minor <> 0
    union all select null, null, p.id, p.unapplied_minor, p.base_unapplied_minor from payment p where p.workspace_id = ws and p.unapplied_minor <> 0
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
  from item x join invoice i on i.workspace_id = ws and i.id = x.invoice_id where as_of is null or i.issue_date <= as_of
  union all
  select 'payable', b.company_id, b.currency, b.kind, b.id, coalesce(b.number, b.ref), b.posting_date,
    case b.kind when 'credit_note' then null else b.due_date end,
    case b.kind when 'credit_note' then x.minor else -x.minor end, case b.kind when 'credit_note' then x.base_minor else -x.base_minor end
  from item x join bill b on b.workspace_id = ws and b.id = x.bill_id
  where b.company_id is not null and (as_of is null or b.posting_date <= as_of)
  union all
  select case p.direction when 'in' then 'receivable' else 'payable' end, p.company_id, p.currency, 'payment', p.id, p.ref, p.date, null,
    case p.direction when 'in' then -x.minor else x.minor end, case p.direction when 'in' then -x.base_minor else x.base_minor end
  from item x join payment p on p.workspace_id = ws and p.id = x.payment_id
  where p.company_id is not null and (as_of is null or p.date <= as_of)
$$;

-- What a document has open is its total less the allocations that hold: proved for every document, beside the control accounts.
create function verify_settlements(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
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
$$;

-- Law 5 has two halves: each document against what settles it, and all documents of a company against its control account.
create or replace function verify_control_accounts(ws uuid) returns table (law text, problem text, detail jsonb) language sql stable as $$
  with control as (
    select a.control, p.company_id, p.currency, sum(p.amount_minor) minor, sum(p.base_minor) base
    from account a join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
    where a.workspace_id = ws and a.control is not null group by 1, 2, 3
  ), items as (
    select o.control, o.company_id, o.currency, sum(o.minor) minor, sum(o.base_minor) base from open_items(ws) o group by 1, 2, 3
  )
  select 'control-accounts', format('The %s accounts differ from the open items of a company.', coalesce(k.control, i.control)),
    jsonb_build_object('company', c.ref, 'company_id', company_id, 'currency', coalesce(k.currency, i.currency), 'accounts_minor', coalesce(k.minor, 0),
      'open_items_minor', coalesce(i.minor, 0), 'accounts_base_minor', coalesce(k.base, 0), 'open_items_base_minor', coalesce(i.base, 0))
  from control k full join items i using (control, company_id, currency)
  left join company c on c.workspace_id = ws and c.id = company_id
  where coalesce(k.minor, 0) <> coalesce(i.minor, 0) or coalesce(k.base, 0) <> coalesce(i.base, 0)
  union all select * from verify_settlements(ws)
$$;

grant execute on function open_items_at(uuid, date), verify_settlements(uuid) to daybook_app, daybook_reader;
