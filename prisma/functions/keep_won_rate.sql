CREATE OR REPLACE FUNCTION public.keep_won_rate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.status <> 'won' then new.won_rate := null;
  elsif tg_op = 'INSERT' or old.status <> 'won' or (old.currency, old.closed_on) is distinct from (new.currency, new.closed_on)
  then new.won_rate := won_rate_of(new.workspace_id, new.currency, new.closed_on);
  end if;
  return new;
end $function$
;
