CREATE OR REPLACE FUNCTION public.may_pass_locks()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM (staff_role h JOIN role r ON (((r.workspace_id = h.workspace_id) AND (r.id = h.role_id)))) WHERE ((h.workspace_id = current_workspace()) AND (h.staff_id = current_actor()) AND ('period.pass'::text = ANY (r.capabilities)))))
;
