CREATE OR REPLACE FUNCTION public.read_drafts_alone(workspace uuid, drafts uuid[])
 RETURNS TABLE(draft jsonb)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$
;
