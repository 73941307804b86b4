-- Functions only: their bodies are looked at here, and no row is touched.
set local row_security = on;

-- What was posted under each tax code, in the base currency. Tax accounts' postings are the tax, all others its net; a tax is owed
-- where it is credited to an output account, recovered where it is debited to an input account. Without a seal as of now, else what
-- was sealed by then; of days that an earlier return covered only what was sealed after it. As the reader, under its wall.
create function tax_totals(ws uuid, first_day date, last_day date, top_seal bigint, previous_end date, previous_seal bigint)
returns table ("taxCodeId" uuid, code text, name text, side text, category text, "rateBp" int,
  "netMinor" bigint, "outputMinor" bigint, "inputMinor" bigint)
language sql stable as $$
  select t.id, t.code, t.name, t.side, t.category, t.rate_bp,
    coalesce(sum(p.base_minor) filter (where not k.is_tax), 0)::bigint * case t.side when 'sale' then -1 else 1 end,
    -coalesce(sum(p.base_minor) filter (where k.is_output), 0)::bigint,
    coalesce(sum(p.base_minor) filter (where k.is_tax and not k.is_output), 0)::bigint
  from posting p
  join tax_code t on t.workspace_id = p.workspace_id and t.id = p.tax_code_id
  join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
  left join sealed_entry s on s.workspace_id = p.workspace_id and s.entry_id = p.entry_id
  cross join lateral (select
    coalesce(a.purpose in ('tax-output', 'tax-input') or a.id = t.account_id, false) as is_tax,
    coalesce(a.purpose = 'tax-output' or (a.id = t.account_id and t.side = 'sale'), false) as is_output) k
  where p.workspace_id = ws and p.tax_code_id is not null and p.date <= last_day
    and (top_seal is null or s.seal_number <= top_seal)
    and (p.date >= first_day or (previous_end is not null and p.date <= previous_end and coalesce(s.seal_number > previous_seal, true)))
    and (previous_end is null or p.date > previous_end or coalesce(s.seal_number > previous_seal, true))
  group by t.id, t.code, t.name, t.side, t.category, t.rate_bp
  order by t.side desc, t.rate_bp desc, t.code
$$;

grant execute on function tax_totals(uuid, date, date, bigint, date, bigint) to daybook_app, daybook_reader;
