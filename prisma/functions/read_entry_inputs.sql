CREATE OR REPLACE FUNCTION public.read_entry_inputs(entries jsonb, lines posting_input[])
 RETURNS entry_input[]
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return (select coalesce(array_agg(row(e.n, i.id, i.date, i.source, coalesce(i.memo, ''), i.idempotency_key, i.reverses_id,
    i.batch_id, coalesce(i.adjusting, false), null, p.id,
    encode(sha256(convert_to(jsonb_build_array(i.date, i.source, coalesce(i.memo, ''), i.reverses_id, p.number = 13,
      c.content)::text, 'UTF8')), 'hex'),
    exists (select from journal_entry j
      where j.workspace_id = current_workspace() and j.idempotency_key = i.idempotency_key),
    i.recorded_by, i.via, null)::entry_input order by e.n), '{}')
  from jsonb_array_elements(entries) with ordinality e(entry, n)
  cross join lateral jsonb_to_record(e.entry) as i(id uuid, date date, source text, memo text, idempotency_key text,
    reverses_id uuid, batch_id uuid, adjusting boolean, recorded_by uuid, via text)
  left join (
    select l.n, jsonb_agg(jsonb_build_array(l.account_id, l.amount_minor, l.currency, l.base_minor, l.company_id,
      l.invoice_id, l.payment_id, l.department, l.deal_id, l.memo)
      || case when num_nonnulls(l.bill_id, l.tax_code_id) = 0 then '[]' else jsonb_build_array(l.bill_id, l.tax_code_id) end order by l.line) content
    from unnest(lines) l group by l.n
  ) c on c.n = e.n
  left join lateral (
    select p.id, p.number from period p
    where p.workspace_id = current_workspace() and p.starts_on <= i.date and p.ends_on >= i.date
      and case when i.source = 'year-end' then p.number = 0 when i.adjusting then p.number = 13 else p.number between 1 and 12 end
    order by p.starts_on desc limit 1
  ) p on true);
end $function$
;
