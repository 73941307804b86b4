CREATE OR REPLACE FUNCTION public.replay_entries(ids uuid[], keys text[], hashes text[], stored uuid[], OUT entry_ids uuid[], OUT replayed boolean[])
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  reused record;
begin
  select h.n, h.id, h.key, j.id stored_id into reused
  from unnest(ids, keys, hashes) with ordinality h(id, key, hash, n)
  join journal_entry j on j.workspace_id = current_workspace() and j.idempotency_key = h.key
  where j.request_hash <> h.hash order by h.n limit 1;
  if found then
    perform refuse('DB004', 'This idempotency key was used before for another entry.', jsonb_build_object(
      'entry', reused.n, 'entry_id', reused.id, 'idempotency_key', reused.key, 'stored_id', reused.stored_id));
  end if;
  select array_agg(j.id order by h.n), array_agg(not coalesce(h.id = any (stored), false) order by h.n) into entry_ids, replayed
  from unnest(ids, keys) with ordinality h(id, key, n)
  join journal_entry j on j.workspace_id = current_workspace() and j.idempotency_key = h.key;
end $function$
;
