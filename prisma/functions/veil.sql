CREATE OR REPLACE FUNCTION public.veil(content jsonb, secrets text[])
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when content is null then null
    else (content - coalesce(secrets, '{}')) || coalesce((select jsonb_object_agg(s, '[secret]'::text)
      from unnest(secrets) s where content ? s), '{}') end
$function$
;
