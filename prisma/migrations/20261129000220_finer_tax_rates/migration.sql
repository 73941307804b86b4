-- Rates of tax in millionths: sales taxes of states, counties and cities add up to three decimals and more (8.875 %), which basis points
-- could not say. The type is changed with the values, so that no trigger writes that somebody changed a code.
alter table tax_code drop constraint tax_code_rate_in_basis_points;
alter table tax_code rename column rate_bp to rate_ppm;
alter table tax_code alter column rate_ppm type integer using rate_ppm * 100;
alter table tax_code no force row level security;
alter table tax_code add constraint tax_code_rate_in_millionths check (rate_ppm between 0 and 1000000);
alter table tax_code force row level security;

-- Functions from here on, as they were but for the rate.
set local row_security = on;

create or replace function read_drafts_alone(workspace uuid, drafts uuid[]) returns table (draft jsonb)
language plpgsql set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
  workspace := set_config('daybook.workspace', workspace::text, true);
  return query
  select jsonb_build_object('id', v.id, 'kind', v.kind, 'ref', v.ref, 'number', v.number, 'status', v.status, 'currency', v.currency,
    'draftDate', v.draft_date, 'issueDate', v.issue_date, 'dueDate', v.due_date, 'termsDays', v.terms_days, 'poNumber', v.po_number,
    'note', v.note, 'netMinor', v.net_minor::text, 'taxMinor', v.tax_minor::text, 'totalMinor', v.total_minor::text,
    'openMinor', v.open_minor::text, 'baseOpenMinor', v.base_open_minor::text, 'fxRate', v.fx_rate::text, 'companyId', v.company_id,
    'contactId', v.contact_id, 'dealId', v.deal_id, 'ownerId', v.owner_id, 'entryId', v.entry_id, 'correctsId', v.corrects_id)
    || jsonb_build_object('discountBp', v.discount_bp, 'discountMinor', v.discount_minor::text, 'disputeReason', v.dispute_reason, 'version', v.version, 'customer', c.name, 'baseCurrency', w.base_currency,
      'receivable', a.receivable, 'taxOutput', a.tax_output, 'lines', l.lines)
  from invoice v
  join company c on c.workspace_id = v.workspace_id and c.id = v.company_id
  join workspace w on w.id = v.workspace_id
  cross join lateral (
    select (array_agg(a.id order by a.code) filter (where a.purpose = 'receivable'))[1] receivable,
      (array_agg(a.id order by a.code) filter (where a.purpose = 'tax-output'))[1] tax_output
    from account a where a.workspace_id = v.workspace_id and a.active and a.purpose in ('receivable', 'tax-output')
  ) a
  cross join lateral (
    select jsonb_agg(jsonb_build_object('id', i.id, 'position', i.position, 'description', i.description,
      'quantityMilli', i.quantity_milli::text, 'unitPriceMinor', i.unit_price_minor::text, 'discountBp', i.discount_bp,
      'netMinor', i.net_minor::text, 'taxMinor', i.tax_minor::text,
      'allowanceMinor', i.allowance_minor::text, 'accountId', i.account_id, 'unit', i.unit,
      'department', i.department, 'serviceFrom', i.service_from, 'serviceTo', i.service_to, 'tax', case when t.id is not null then
        jsonb_build_object('id', t.id, 'code', t.code, 'category', t.category, 'name', t.name, 'ratePpm', t.rate_ppm,
          'accountId', t.account_id) end)
      order by i.position) lines
    from invoice_line i left join tax_code t on t.workspace_id = i.workspace_id and t.id = i.tax_code_id
    where i.workspace_id = v.workspace_id and i.invoice_id = v.id
  ) l
  where v.workspace_id = current_workspace() and v.id = any (drafts) and v.kind = 'invoice';
end $$;

drop function tax_totals(uuid, date, date, bigint, date, bigint);
create function tax_totals(ws uuid, first_day date, last_day date, top_seal bigint, previous_end date, previous_seal bigint)
returns table ("taxCodeId" uuid, code text, name text, side text, category text, "ratePpm" int,
  "netMinor" bigint, "outputMinor" bigint, "inputMinor" bigint)
language sql stable as $$
  with declared as (
    select max(r.ends_on) as until from tax_return r where r.workspace_id = ws and r.by_posting_date
  ),
  pointed as materialized (
    select o.entry_id, o.tax_point
    from (
      select b.entry_id, b.tax_point from bill b where b.workspace_id = ws and b.tax_point is not null and b.entry_id is not null
      union all
      select i.entry_id, i.tax_point from invoice i where i.workspace_id = ws and i.tax_point is not null and i.entry_id is not null) o
    join journal_entry e on e.workspace_id = ws and e.id = o.entry_id
    cross join declared d
    where d.until is null or (o.tax_point > d.until and e.date > d.until)
  ),
  counted as (
    select p.entry_id, p.account_id, p.tax_code_id, p.base_minor, p.date as taxed_on
    from posting p
    where p.workspace_id = ws and p.tax_code_id is not null and p.date <= last_day
      and not exists (select from pointed o where o.entry_id = p.entry_id)
    union all
    select p.entry_id, p.account_id, p.tax_code_id, p.base_minor, o.tax_point
    from pointed o
    join posting p on p.workspace_id = ws and p.entry_id = o.entry_id
    where p.tax_code_id is not null and o.tax_point <= last_day
  )
  select t.id, t.code, t.name, t.side, t.category, t.rate_ppm,
    coalesce(sum(p.base_minor) filter (where not k.is_tax), 0)::bigint * case t.side when 'sale' then -1 else 1 end,
    -coalesce(sum(p.base_minor) filter (where k.is_output), 0)::bigint,
    coalesce(sum(p.base_minor) filter (where k.is_tax and not k.is_output), 0)::bigint
  from counted p
  join tax_code t on t.workspace_id = ws and t.id = p.tax_code_id
  join account a on a.workspace_id = ws and a.id = p.account_id
  left join sealed_entry s on s.workspace_id = ws and s.entry_id = p.entry_id
  cross join lateral (select
    coalesce(a.purpose in ('tax-output', 'tax-input') or a.id = t.account_id, false) as is_tax,
    coalesce(a.purpose = 'tax-output' or (a.id = t.account_id and t.side = 'sale'), false) as is_output) k
  where (top_seal is null or s.seal_number <= top_seal)
    and (p.taxed_on >= first_day or (previous_end is not null and p.taxed_on <= previous_end and coalesce(s.seal_number > previous_seal, true)))
    and (previous_end is null or p.taxed_on > previous_end or coalesce(s.seal_number > previous_seal, true))
  group by t.id, t.code, t.name, t.side, t.category, t.rate_ppm
  order by t.side desc, t.rate_ppm desc, t.code
$$;
revoke execute on function tax_totals(uuid, date, date, bigint, date, bigint) from public;
grant execute on function tax_totals(uuid, date, date, bigint, date, bigint) to daybook_app, daybook_reader;
