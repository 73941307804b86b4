CREATE OR REPLACE FUNCTION public.read_entries(entries jsonb, base text, OUT ids uuid[], OUT keys text[], OUT hashes text[], OUT days date[], OUT accounts uuid[], OUT undocumented uuid[], OUT sound boolean)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  select array_agg(h.id order by h.n), array_agg(h.idempotency_key order by h.n),
    array_agg(encode(sha256(convert_to(concat('[', to_json(h.date), ', ', to_json(h.source), ', ', to_json(coalesce(h.memo, '')),
      ', null, false, [', b.content, ']]'), 'UTF8')), 'hex') order by h.n),
    array_agg(distinct h.date), ('{' || string_agg(b.accounts, ',') || '}')::uuid[], ('{' || coalesce(string_agg(b.undocumented, ','), '') || '}')::uuid[],
    bool_and(b.sound and h.id is not null and h.date is not null and h.reverses_id is null and h.adjusting is not true
      and coalesce(btrim(h.source) <> '' and h.source <> 'year-end' and btrim(h.idempotency_key) <> '', false))
  into ids, keys, hashes, days, accounts, undocumented, sound
  from rows from (jsonb_to_recordset(entries) as (id uuid, date date, source text, memo text, idempotency_key text, reverses_id uuid,
    adjusting boolean, postings jsonb)) with ordinality h(id, date, source, memo, idempotency_key, reverses_id, adjusting, postings, n)
  cross join lateral (
    select string_agg(concat('["', l.account_id, '", ', l.amount_minor, ', ', to_json(l.currency), ', ', l.base_minor,
        ', ', coalesce('"' || l.company_id || '"', 'null'), ', ', coalesce('"' || l.invoice_id || '"', 'null'),
        ', ', coalesce('"' || l.payment_id || '"', 'null'), ', ', coalesce(to_json(nullif(l.department, ''))::text, 'null'),
        ', ', coalesce('"' || l.deal_id || '"', 'null'), ', ', coalesce(to_json(l.memo)::text, 'null'),
        case when num_nonnulls(l.bill_id, l.tax_code_id) > 0 then
          concat(', ', coalesce('"' || l.bill_id || '"', 'null'), ', ', coalesce('"' || l.tax_code_id || '"', 'null')) end, ']'), ', ') as content,
      string_agg(l.account_id::text, ',') as accounts,
      string_agg(l.account_id::text, ',') filter (where l.company_id is null or num_nonnulls(l.invoice_id, l.bill_id, l.payment_id) = 0) as undocumented,
      count(*) >= 2 and count(l.account_id) = count(*) and sum(l.base_minor) = 0 and (min(l.currency) <> max(l.currency) or sum(l.amount_minor) = 0)
        and bool_and(coalesce((l.currency <> base or l.amount_minor = l.base_minor) and sign(l.amount_minor) * sign(l.base_minor) >= 0, false)) as sound
    from (
      select j.account_id, j.amount_minor, j.currency, coalesce(j.base_minor, case when j.currency = base then j.amount_minor end) as base_minor,
        j.company_id, j.invoice_id, j.payment_id, j.department, j.deal_id, j.memo, j.bill_id, j.tax_code_id
      from jsonb_to_recordset(h.postings) as j(account_id uuid, amount_minor bigint, currency text, base_minor bigint, company_id uuid,
        invoice_id uuid, payment_id uuid, department text, deal_id uuid, memo text, bill_id uuid, tax_code_id uuid)
    ) l
  ) b;
end $function$
;
