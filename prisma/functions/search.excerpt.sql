CREATE OR REPLACE FUNCTION search.excerpt(body text, lexemes text[])
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  folded text := lower(unaccent(left(body, 4000)));
  lexeme text;
  place integer := 0;
  at integer;
begin
  foreach lexeme in array lexemes loop
    at := strpos(folded, lexeme);
    if at > 0 and (place = 0 or at < place) then place := at; end if;
  end loop;
  if place <= 40 then return left(body, 240); end if;
  return regexp_replace(substr(body, place - 40, 240), '^\S*\s+', '');
end $function$
;
