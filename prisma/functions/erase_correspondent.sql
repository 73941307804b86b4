CREATE OR REPLACE FUNCTION public.erase_correspondent(keys text[], pseudonym text, contact uuid)
 RETURNS TABLE(message_id uuid, pack_file text, pack_offset bigint, pack_length integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  stranger text := lower(regexp_replace(pseudonym, '[^[:alnum:]]+', '-', 'g')) || '@erased.invalid';
  theirs uuid[];
  written uuid[];
begin
  perform set_config('daybook.erasing', 'yes', true);
  select array_agg(distinct p.message_id), array_agg(distinct p.message_id) filter (where p.role = 'from')
    into theirs, written from participant p where p.workspace_id = ws and p.address_key = any(keys);
  return query select m.id, m.pack_file, m.pack_offset, m.pack_length from message m
    where m.workspace_id = ws and m.id = any(theirs) and m.pack_file <> '';
  update participant p set address = stranger, address_key = stranger, name = null
   where p.workspace_id = ws and p.address_key = any(keys);
  update message m set from_address = stranger, from_name = pseudonym, subject = '[erased]', text = '[erased]', reply = '[erased]'
   where m.workspace_id = ws and m.id = any(written);
  update attachment a set filename = '[erased]' where a.workspace_id = ws and a.message_id = any(written);
  update message m set pack_file = '', pack_offset = 0, pack_length = 0 where m.workspace_id = ws and m.id = any(theirs);
  update activity a set body = '[erased]' where a.workspace_id = ws and a.contact_id = contact;
  update audit_log l set before = case when l.before is null then null else '{"erased": true}'::jsonb end,
         after = case when l.after is null then null else '{"erased": true}'::jsonb end
   where l.workspace_id = ws and (l.entity = 'contact' and l.entity_id = contact
      or l.entity in ('contact_address', 'contact_phone') and (l.before ->> 'contact_id' = contact::text or l.after ->> 'contact_id' = contact::text)
      or l.entity = 'activity' and l.entity_id in (select a.id from activity a where a.workspace_id = ws and a.contact_id = contact));
  perform set_config('daybook.erasing', '', true);
end $function$
;
