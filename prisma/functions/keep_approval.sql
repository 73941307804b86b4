CREATE OR REPLACE FUNCTION public.keep_approval()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state <> 'asked'
    or (old.kind, old.subject, old.content_hash, old.requested_by_id, old.ref) is distinct from (new.kind, new.subject, new.content_hash, new.requested_by_id, new.ref)
    or (old.base_minor, old.company_id, old.staff_id, old.department, old.proposal) is distinct from (new.base_minor, new.company_id, new.staff_id, new.department, new.proposal)
  then
    raise exception using errcode = 'DB009',
      message = format('Approval %s is kept as it was asked and decided. Ask for another one.', old.ref),
      detail = jsonb_build_object('table', 'approval', 'id', old.id);
  end if;
  return new;
end $function$
;
