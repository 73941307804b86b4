CREATE OR REPLACE FUNCTION public.erase_keeps()
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select array['invoice', 'invoice_line', 'payment', 'allocation', 'journal_entry', 'posting', 'seal', 'sealed_entry',
    'balance', 'balance_delta', 'balance_history', 'unsealed', 'account', 'period', 'tax_code', 'number_series', 'workspace', 'role', 'staff',
    'staff_role', 'mailbox', 'secret', 'slack_installation', 'company_domain', 'never_log', 'tombstone', 'tombstone_key',
    'counter', 'pipeline', 'stage', 'thread_node', 'message_ref', 'thread_pin', 'thread_join']
$function$
;
