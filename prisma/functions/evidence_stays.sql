CREATE OR REPLACE FUNCTION public.evidence_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare of_task record;
begin
  select t.ref, t.state into of_task from close_task t where t.workspace_id = new.workspace_id and t.id = new.task_id for share;
  if of_task.state in ('approved', 'not_applicable') then
    raise exception using errcode = 'DB012',
      message = format('%s is finished: its evidence stays as it was approved. Reopen it first: `close undone %s`.', of_task.ref, of_task.ref);
  end if;
  if tg_op = 'UPDATE' and of_task.state = 'submitted' then
    raise exception using errcode = 'DB012',
      message = format('%s is with its reviewer: nothing is taken off it until it is sent back.', of_task.ref);
  end if;
  return new;
end $function$
;
