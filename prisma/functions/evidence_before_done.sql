CREATE OR REPLACE FUNCTION public.evidence_before_done()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from evidence e where e.workspace_id = new.workspace_id and e.task_id = new.id and e.removed_at is null) then
    raise exception using errcode = 'DB011',
      message = format('%s needs something that proves it first: `close evidence %s` puts a file, a mail or a link on it.', new.ref, new.ref);
  end if;
  return new;
end $function$
;
