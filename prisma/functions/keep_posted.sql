CREATE OR REPLACE FUNCTION public.keep_posted()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  posted boolean;
begin
  perform pg_advisory_xact_lock(parent_lock_key(old.workspace_id));
  execute format('select exists (select from posting where workspace_id = $1 and %I = $2)', tg_argv[0]) into posted using old.workspace_id, old.id;
  if posted then
    raise exception using errcode = 'foreign_key_violation', constraint = format('posting_workspace_id_%s_fkey', tg_argv[0]),
      message = format('Postings name this row of %s.', tg_table_name);
  end if;
  return old;
end $function$
;
