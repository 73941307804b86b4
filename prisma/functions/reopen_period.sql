CREATE OR REPLACE FUNCTION public.reopen_period(period_id uuid, approval_id uuid, until timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
#variable_conflict use_variable
declare
  ws uuid := require_workspace();
  target period;
  paper approval;
  problem text;
  reopening uuid := new_id();
begin
  target := find_period(ws, period_id);
  perform pg_advisory_xact_lock(period_lock_key(target.id));
  target := find_period(ws, period_id);
  if target.state = 'open' then return false; end if;
  select * into paper from approval a where a.workspace_id = ws and a.id = approval_id;
  problem := case
    when paper.id is null then 'there is no such approval'
    when paper.kind <> 'reopen-period' or paper.subject <> target.id::text then 'the approval is for something else'
    when paper.state <> 'approved' then 'it has not been approved'
    when paper.decided_by_id is null or (paper.decided_by_id = paper.requested_by_id and not paper.solo) then 'a second person must approve it'
    when paper.solo and exists (select from staff s where s.workspace_id = ws and s.active and s.id <> paper.requested_by_id)
      then 'a second person must approve it'
    when coalesce(btrim(paper.reason), '') = '' then 'the approval gives no reason'
    when paper.expires_at <= app_now() then 'the approval has expired'
    when paper.decided_at is null or paper.decided_at < target.closed_at
      or exists (select from period_reopening r where r.workspace_id = ws and r.approval_id = paper.id) then 'the approval is from before the period was closed'
    when until is null or until <= app_now() then 'the time until which it is to be open has passed'
  end;
  if problem is not null then
    perform refuse('DB010', format('Period %s stays closed: %s.', period_name(target.year, target.number), problem),
      jsonb_build_object('period', period_name(target.year, target.number), 'period_id', target.id,
        'approval_id', approval_id, 'reason', problem));
  end if;
  insert into period_reopening (workspace_id, id, until, period_id, approval_id) values (ws, reopening, until, target.id, paper.id);
  update period set state = 'open', closed_at = null, closed_by_id = null, reopening_id = reopening where workspace_id = ws and id = target.id;
  return true;
end $function$
;
