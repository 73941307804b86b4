CREATE OR REPLACE FUNCTION public.refuse_parent(parent text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = 'foreign_key_violation', constraint = format('posting_workspace_id_%s_id_fkey', parent),
    message = format('A posting names no %s of its workspace, or an entry of another date or period.', parent);
end $function$
;
