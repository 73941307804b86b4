CREATE OR REPLACE FUNCTION public.daybook_faceted(wanted regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s add column tags text[] not null default ''{}'', add column custom jsonb not null default ''{}''', wanted);
  perform daybook_keeps_facets(wanted);
end $function$
;
