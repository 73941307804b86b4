-- What a won deal is worth in the company's currency stays that: the rate of the day it was won is kept with it, whatever rate of that day
-- somebody enters or corrects later. Here, since deals are closed by commands, by imports in sets and by taking changes back, and none may
-- forget it. Null: in the company's own currency, or no rate of it was kept by then.

alter table deal no force row level security;
alter table fx_rate no force row level security;
-- AlterTable
ALTER TABLE "deal" ADD COLUMN     "won_rate" DECIMAL(20,10);

create function won_rate_of(ws uuid, of_currency text, won_on date) returns numeric language sql stable
return (select f.rate from fx_rate f where f.workspace_id = ws and f.currency = of_currency and f.date <= won_on and f.kind <> 'average'
  order by f.date desc, f.kind limit 1);

create function keep_won_rate() returns trigger language plpgsql as $$
begin
  if new.status <> 'won' then new.won_rate := null;
  elsif tg_op = 'INSERT' or old.status <> 'won' or (old.currency, old.closed_on) is distinct from (new.currency, new.closed_on)
  then new.won_rate := won_rate_of(new.workspace_id, new.currency, new.closed_on);
  end if;
  return new;
end $$;

-- Nobody's change: neither versions nor the trail.
alter table deal disable trigger user;
update deal set won_rate = won_rate_of(workspace_id, currency, closed_on) where status = 'won';
alter table deal enable trigger user;
alter table fx_rate force row level security;

-- Before the trail and the search see the row.
create trigger deal_keeps_won_rate before insert or update of status, currency, closed_on, won_rate on deal
  for each row execute function keep_won_rate();
alter table deal add constraint deal_won_rate_of_won check (won_rate is null or (status = 'won' and won_rate > 0));
alter table deal force row level security;
grant execute on function won_rate_of(uuid, text, date) to daybook_app;
