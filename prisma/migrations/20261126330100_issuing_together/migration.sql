-- Several drafts numbered and posted in one commit, and what is read for it in one message (docs/adr/0023).
set local row_security = on;

-- The next numbers of a series, as many as asked for, in order: a caller holds the series to its COMMIT once for all of them.
create function next_document_numbers(kind text, date date, how_many integer) returns text[]
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  taken record;
  start text := case kind when 'invoice' then 'INV' when 'credit_note' then 'CN' end;
begin
  if start is null or date is null or coalesce(how_many, 0) < 1 then
    perform refuse('DB011', format('There is no number series for %s.', coalesce(kind, 'nothing')), jsonb_build_object('kind', kind));
  end if;
  insert into number_series as s (workspace_id, id, kind, year, prefix, next_number)
  values (ws, new_id(), next_document_numbers.kind, extract(year from next_document_numbers.date)::int, start, 1 + how_many)
  on conflict (workspace_id, kind, year) do update set next_number = s.next_number + how_many
  returning s.prefix, s.year, s.next_number - how_many as number into taken;
  return array(select document_number(taken.prefix, taken.year, taken.number + n) from generate_series(0, how_many - 1) n);
end $$;

create or replace function next_document_number(kind text, date date) returns text
language sql set search_path = pg_catalog, public, pg_temp as $$
  select (next_document_numbers(kind, date, 1))[1]
$$;

-- Invoices as they are now, each a JSON object: its own columns, its lines with their tax codes, its customer's name, and what the
-- books post it to. Amounts are digits in strings. Reads in a transaction of its own.
create function read_drafts_alone(workspace uuid, drafts uuid[]) returns table (draft jsonb)
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
        jsonb_build_object('id', t.id, 'code', t.code, 'category', t.category, 'name', t.name, 'rateBp', t.rate_bp,
          'accountId', t.account_id) end)
      order by i.position) lines
    from invoice_line i left join tax_code t on t.workspace_id = i.workspace_id and t.id = i.tax_code_id
    where i.workspace_id = v.workspace_id and i.invoice_id = v.id
  ) l
  where v.workspace_id = current_workspace() and v.id = any (drafts) and v.kind = 'invoice';
end $$;

-- Numbers drafts whose entries are posted already, all or none, and makes them findable by their numbers: the last that a
-- transaction does, because the series is held from here to COMMIT. `issues` is an array of {id, version, due_date, open_minor,
-- base_open_minor, fx_rate?, entry_id, title, title_key, body}, with the version that was read. Answers the numbers, in order.
create function number_drafts(issue_date date, issues jsonb) returns text[]
language plpgsql set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_variable
declare
  -- By key: without statistics a plan read all invoices for each.
  ids uuid[] := array(select (i.issue ->> 'id')::uuid from jsonb_array_elements(issues) i(issue));
  numbers text[];
  issued integer;
begin
  set constraints all immediate;
  numbers := next_document_numbers('invoice', issue_date, jsonb_array_length(issues));
  update invoice v set status = 'issued', number = numbers[i.n], issue_date = number_drafts.issue_date, due_date = i.due_date,
    open_minor = i.open_minor, base_open_minor = i.base_open_minor, fx_rate = i.fx_rate, entry_id = i.entry_id
  from rows from (jsonb_to_recordset(issues) as (id uuid, version int, due_date date, open_minor bigint, base_open_minor bigint,
    fx_rate numeric, entry_id uuid)) with ordinality i(id, version, due_date, open_minor, base_open_minor, fx_rate, entry_id, n)
  where v.workspace_id = current_workspace() and v.id = any (ids) and v.id = i.id and v.version = i.version and v.status = 'draft' and v.kind = 'invoice';
  get diagnostics issued = row_count;
  if issued <> cardinality(numbers) then
    raise exception using errcode = 'serialization_failure', message = 'A draft was changed since it was read.';
  end if;
  perform search.put_all((select jsonb_agg(jsonb_build_object('kind', 'invoice', 'record_id', i.id, 'ref', numbers[i.n], 'title', i.title,
    'title_key', i.title_key, 'body', numbers[i.n] || E'\n' || i.body))
    from rows from (jsonb_to_recordset(issues) as (id uuid, title text, title_key text, body text)) with ordinality
      i(id, title, title_key, body, n)));
  return numbers;
end $$;

-- Posts and numbers drafts in a transaction that does nothing else: settings (an array of workspace, actor, via, reference and
-- now), entries, the errands that follow from each, numbers.
create function issue_drafts_alone(settings text[], entries jsonb, errands boolean, issue_date date, issues jsonb) returns text[]
language plpgsql set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  said text;
  posted record;
begin
  said := set_config('daybook.workspace', settings[1], true);
  said := set_config('daybook.actor', settings[2], true);
  said := set_config('daybook.via', settings[3], true);
  said := set_config('daybook.reference', settings[4], true);
  said := set_config('daybook.now', settings[5], true);
  posted := store_entries(entries);
  if errands then
    insert into outbox (workspace_id, id, kind, data, due_at)
    select current_workspace(), new_id(), 'invoice.issued', jsonb_build_object('invoiceId', i.issue -> 'id'), app_now()
    from jsonb_array_elements(issues) i(issue);
  end if;
  return number_drafts(issue_date, issues);
end $$;

grant execute on function next_document_numbers(text, date, integer), next_document_number(text, date),
  read_drafts_alone(uuid, uuid[]), number_drafts(date, jsonb), issue_drafts_alone(text[], jsonb, boolean, date, jsonb) to daybook_app;
