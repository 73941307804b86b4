-- What reports read of mail and of threads, from indexes alone: at its first look a report of 300,000 mails spent half of its time on reaching their pages.

-- Our own mails to people, by when they went.
create index message_of_ours on message (workspace_id, sent_at) include (thread_id) where direction = 'out' and class = 'person';

create index thread_private on thread (workspace_id, id) where private_at is not null;

drop index thread_link_of_company;
create index thread_link_of_company on thread_link (workspace_id, company_id) include (thread_id, removed_at) where company_id is not null;

set local row_security = on;

-- Postings are added up first, and only entries beyond a seal are looked for: nearly all of them are within it.
create or replace function tax_totals(ws uuid, first_day date, last_day date, top_seal bigint, previous_end date, previous_seal bigint)
  returns table("taxCodeId" uuid, code text, name text, side text, category text, "ratePpm" integer, "netMinor" bigint, "outputMinor" bigint, "inputMinor" bigint)
  language sql
  stable
as $$
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
  beyond as materialized (
    select s.entry_id from sealed_entry s where s.workspace_id = ws and s.seal_number > top_seal
    union all
    select u.entry_id from unsealed u where u.workspace_id = ws and top_seal is not null
  ),
  since as materialized (
    select s.entry_id from sealed_entry s where s.workspace_id = ws and s.seal_number > previous_seal
    union all
    select u.entry_id from unsealed u where u.workspace_id = ws and previous_end is not null
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
  ),
  summed as materialized (
    select p.tax_code_id, p.account_id, sum(p.base_minor)::bigint as base_minor
    from counted p
    where (p.taxed_on >= first_day and (previous_end is null or p.taxed_on > previous_end)
        or p.taxed_on <= previous_end and exists (select from since n where n.entry_id = p.entry_id))
      and not exists (select from beyond n where n.entry_id = p.entry_id)
    group by p.tax_code_id, p.account_id
  )
  select t.id, t.code, t.name, t.side, t.category, t.rate_ppm,
    coalesce(sum(p.base_minor) filter (where not k.is_tax), 0)::bigint * case t.side when 'sale' then -1 else 1 end,
    -coalesce(sum(p.base_minor) filter (where k.is_output), 0)::bigint,
    coalesce(sum(p.base_minor) filter (where k.is_tax and not k.is_output), 0)::bigint
  from summed p
  join tax_code t on t.workspace_id = ws and t.id = p.tax_code_id
  join account a on a.workspace_id = ws and a.id = p.account_id
  cross join lateral (select
    coalesce(a.purpose in ('tax-output', 'tax-input') or a.id = t.account_id, false) as is_tax,
    coalesce(a.purpose = 'tax-output' or (a.id = t.account_id and t.side = 'sale'), false) as is_output) k
  group by t.id, t.code, t.name, t.side, t.category, t.rate_ppm
  order by t.side desc, t.rate_ppm desc, t.code
$$;
