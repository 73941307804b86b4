-- What the tables need before they can be made. `daybook migrate` runs every migration as `daybook_owner` (see
-- src/db/migrate.ts); the logins themselves are made by src/db/roles.ts, because roles belong to the whole server.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists unaccent;

-- What comes later is closed until it is granted.
alter default privileges revoke execute on functions from public;
revoke all on schema public from public;
grant usage on schema public to daybook_app, daybook_reader;

create schema routing;
create schema search;
-- Schema `bullmq` is made by the queue itself, as `daybook_queue` (which may create schemas for that): it must be able to
-- make it again after somebody has dropped it.

-- The wall's one question. Not SECURITY DEFINER and without SET, so that the planner inlines it into every policy.
create function current_workspace() returns uuid
language sql stable parallel safe
return nullif(current_setting('daybook.workspace', true), '')::uuid;

-- Who did it, through which face, under which reference: read by the audit triggers and by posting.
create function current_actor() returns uuid
language sql stable parallel safe
return nullif(current_setting('daybook.actor', true), '')::uuid;

create function current_via() returns text
language sql stable parallel safe
return coalesce(nullif(current_setting('daybook.via', true), ''), 'sql:' || session_user);

create function current_reference() returns text
language sql stable parallel safe
return nullif(current_setting('daybook.reference', true), '');

-- The time. `daybook.now` counts in simulated workspaces only, so that no setting can back-date a real company's records.
-- plpgsql, because its body is looked at when it first runs: column defaults need it before table `workspace` exists.
create function app_now() returns timestamptz
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  wanted text := current_setting('daybook.now', true);
begin
  if wanted is null or wanted = '' then return now(); end if;
  if exists (select from workspace where id = current_workspace() and simulated) then return wanted::timestamptz; end if;
  return now();
end $$;

-- UUIDv7 (RFC 9562) for rows that SQL itself makes; built in from Postgres 18 on.
do $$
begin
  if to_regprocedure('pg_catalog.uuidv7()') is not null then
    create function new_id() returns uuid language sql volatile parallel safe return uuidv7();
  else
    create function new_id() returns uuid language sql volatile parallel safe
    return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid;
  end if;
end $$;

grant execute on function current_workspace(), current_actor(), current_via(), current_reference(), app_now(), new_id()
  to daybook_app, daybook_reader;
