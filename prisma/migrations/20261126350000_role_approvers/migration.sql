-- Who approves changes of roles in companies that there are: who approves everything else of that weight.
alter table role no force row level security;
alter table workspace no force row level security;

do $$ declare ws uuid;
begin
  for ws in select id from workspace loop
    perform set_config('daybook.workspace', ws::text, true);
    update role set capabilities = capabilities || array['role.approve']
    where workspace_id = ws and name in ('controller', 'admin') and 'role.approve' <> all(capabilities);
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

alter table role force row level security;
alter table workspace force row level security;
