CREATE OR REPLACE FUNCTION public.verify_numbers(ws uuid)
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  select 'entry-numbers', 'Entry numbers have a gap.', jsonb_build_object('entries', count(*), 'last', max(s.number))
  from sealed_entry s where s.workspace_id = ws having count(*) <> coalesce(max(s.number), 0)
  union all
  select 'seal-numbers', 'A seal does not follow on the one before it.', jsonb_build_object('seal', x.number)
  from (
    select s.number, s.first_entry, s.previous_hash, lag(s.number) over w was, lag(s.last_entry) over w last_before, lag(s.hash) over w hash_before
    from seal s where s.workspace_id = ws window w as (order by s.number)
  ) x where x.number <> coalesce(x.was, 0) + 1 or x.first_entry <> coalesce(x.last_before, 0) + 1
    or x.previous_hash <> coalesce(x.hash_before, chain_seed())
  union all
  select 'document-numbers', 'A number of an invoice or credit note is missing.', jsonb_build_object('number', document_number(s.prefix, s.year, n))
  from number_series s cross join generate_series(1, s.next_number - 1) n
  where s.workspace_id = ws and not exists (
    select from invoice i where i.workspace_id = ws and i.kind = s.kind and i.number = document_number(s.prefix, s.year, n))
  union all
  select 'document-numbers', 'An invoice or credit note has a number that no series has given.', jsonb_build_object('number', i.number, 'invoice_id', i.id)
  from invoice i where i.workspace_id = ws and i.number is not null and not i.imported and not exists (
    select from number_series s where s.workspace_id = ws and s.kind = i.kind
      and s.year = substring(i.number from '(\d{4})-\d+$')::int and i.number = document_number(s.prefix, s.year, substring(i.number from '\d+$')::int)
      and substring(i.number from '\d+$')::int < s.next_number)
$function$
;
