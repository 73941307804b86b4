-- Accounts whose single postings are not for everybody who reads the books: what each colleague is paid. Others see what they come to.
alter table account add column restricted boolean not null default false;

do $$ declare t text; begin
  foreach t in array array['account', 'role', 'workspace'] loop execute format('alter table %I no force row level security', t); end loop;
end $$;

do $$ declare ws uuid;
begin
  for ws in select id from workspace loop
    perform set_config('daybook.workspace', ws::text, true);
    update account set restricted = true
    where workspace_id = ws and purpose in ('payroll', 'social-security', 'payroll-liabilities');
    update role set capabilities = capabilities || array['restricted.read']
    where workspace_id = ws and name in ('finance', 'controller', 'admin', 'auditor') and 'restricted.read' <> all(capabilities);
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['account', 'role', 'workspace'] loop execute format('alter table %I force row level security', t); end loop;
end $$;
