CREATE OR REPLACE FUNCTION public.issue_drafts_alone(settings text[], entries jsonb, errands boolean, issue_date date, issues jsonb)
 RETURNS text[]
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
declare
  said text;
  posted record;
  at timestamptz;
begin
  said := set_config('daybook.workspace', settings[1], true);
  said := set_config('daybook.actor', settings[2], true);
  said := set_config('daybook.via', settings[3], true);
  said := set_config('daybook.reference', settings[4], true);
  said := set_config('daybook.now', settings[5], true);
  posted := store_entries(entries);
  if errands then
    at := app_now();
    insert into outbox (workspace_id, id, kind, data, due_at, created_at, updated_at)
    select current_workspace(), new_id(), 'invoice.issued', jsonb_build_object('invoiceId', i.issue -> 'id'), at, at, at
    from jsonb_array_elements(issues) i(issue);
  end if;
  return number_drafts(issue_date, issues);
end $function$
;
