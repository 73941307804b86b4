CREATE OR REPLACE FUNCTION public.check_new_entries()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  bad uuid;
begin
  if (select bool_and(coalesce((select true from posting p where p.workspace_id = n.workspace_id and p.entry_id = n.id and p.line = 2)
      and (select n.date between d.starts_on and d.ends_on from period d where d.workspace_id = n.workspace_id and d.id = n.period_id), false))
    from new_rows n) then return null; end if;
  select n.id into bad from new_rows n
  where (select true from posting p where p.workspace_id = n.workspace_id and p.entry_id = n.id and p.line = 2) is not true
    or (select true from period d where d.workspace_id = n.workspace_id and d.id = n.period_id and n.date between d.starts_on and d.ends_on) is not true
  limit 1;
  if found then
    perform refuse('DB001', 'An entry needs a period for its date, and at least two postings that sum to zero.', jsonb_build_object('entry_id', bad));
  end if;
  return null;
end $function$
;
