CREATE OR REPLACE FUNCTION public.verify_entries(ws uuid)
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  select 'entries-balanced', case when count(p.id) < 2 then 'An entry has fewer than two postings.'
      else 'An entry does not sum to zero.' end,
    jsonb_build_object('entry_id', e.id, 'postings', count(p.id), 'sum_base_minor', sum(p.base_minor), 'sum_minor', sum(p.amount_minor))
  from journal_entry e left join posting p on p.workspace_id = e.workspace_id and p.entry_id = e.id
  where e.workspace_id = ws group by e.id
  having count(p.id) < 2 or sum(p.base_minor) <> 0 or (min(p.currency) = max(p.currency) and sum(p.amount_minor) <> 0)
  union all
  select 'posted-in-period', 'A posting lies outside its period, or not where its entry does.',
    jsonb_build_object('entry_id', e.id, 'line', p.line, 'date', p.date, 'period', period_name(d.year, d.number))
  from posting p join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
  join period d on d.workspace_id = p.workspace_id and d.id = p.period_id
  where p.workspace_id = ws
    and (p.date not between d.starts_on and d.ends_on or p.period_id <> e.period_id or p.date <> e.date)
  union all
  select 'sealed-once', 'An entry is neither waiting to be sealed nor sealed, or both.', jsonb_build_object('entry_id', e.id)
  from journal_entry e
  left join unsealed u on u.workspace_id = e.workspace_id and u.id = e.id
  left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
  where e.workspace_id = ws and num_nonnulls(u.id, s.id) <> 1
$function$
;
