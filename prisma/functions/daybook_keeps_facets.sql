CREATE OR REPLACE FUNCTION public.daybook_keeps_facets(wanted regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('create trigger c_facets_of_new after insert on %s referencing new table as is_now for each statement execute function keep_facets_of_new()', wanted);
  execute format('create trigger c_facets after update on %s referencing old table as was new table as is_now for each statement execute function keep_facets_of_changed()', wanted);
  execute format('create trigger c_facets_of_gone after delete on %s referencing old table as was for each statement execute function keep_facets_of_gone()', wanted);
end $function$
;
