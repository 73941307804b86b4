-- Value sets and sign rules that schema.prisma documents, and the partial indexes that Prisma can't say.
-- A rule's name says what it demands: it reaches the user as part of a refusal.

-- ---- People

alter table workspace
  add constraint workspace_name_not_blank check (btrim(name) <> ''),
  add constraint workspace_slug_plain check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  add constraint workspace_base_currency_iso check (base_currency ~ '^[A-Z]{3}$'),
  add constraint workspace_country_iso check (country ~ '^[A-Z]{2}$'),
  add constraint workspace_fiscal_year_start_month check (fiscal_year_start between 1 and 12);

alter table staff
  add constraint staff_email_lower_case check (email = lower(email) and email like '%_@_%'),
  add constraint staff_name_key_lower_case check (name_key = lower(name_key)),
  add constraint staff_morning_hour_of_day check (morning_hour between 0 and 23),
  add constraint staff_not_own_manager check (manager_id <> id),
  add constraint staff_not_own_delegate check (delegate_id <> id);

-- ---- CRM

alter table company
  add constraint company_name_key_lower_case check (name_key = lower(name_key)),
  add constraint company_roles_known check (roles <@ array['customer', 'supplier', 'partner']),
  add constraint company_lifecycle_known check (lifecycle in ('prospect', 'customer', 'former')),
  add constraint company_terms_days_not_negative check (terms_days >= 0),
  add constraint company_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint company_not_own_parent check (parent_id <> id);

alter table company_domain
  add constraint company_domain_lower_case check (domain = lower(domain) and domain !~ '[@\s]' and domain <> '');

alter table contact
  add constraint contact_name_key_lower_case check (name_key = lower(name_key)),
  add constraint contact_origin_known check (origin in ('manual', 'mail', 'import'));

alter table contact_address
  add constraint contact_address_key_lower_case check (address_key = lower(address_key) and address_key like '%_@_%'),
  add constraint contact_address_health_known check (health in ('ok', 'soft', 'invalid'));

alter table pipeline
  add constraint pipeline_name_key_lower_case check (name_key = lower(name_key));

alter table stage
  add constraint stage_name_key_lower_case check (name_key = lower(name_key)),
  add constraint stage_probability_percent check (probability between 0 and 100),
  add constraint stage_rot_days_positive check (rot_days > 0),
  add constraint stage_kind_known check (kind in ('open', 'won', 'lost'));

alter table deal
  add constraint deal_title_key_lower_case check (title_key = lower(title_key)),
  add constraint deal_status_known check (status in ('open', 'won', 'lost')),
  add constraint deal_amount_not_negative check (amount_minor >= 0),
  add constraint deal_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint deal_probability_percent check (probability between 0 and 100),
  add constraint deal_closed_on_iff_closed check ((status = 'open') = (closed_on is null));

alter table activity
  add constraint activity_kind_known check (kind in ('note', 'call', 'meeting', 'task')),
  add constraint activity_on_one_record check (num_nonnulls(contact_id, company_id, deal_id, invoice_id) = 1);

-- ---- Correspondence

alter table mailbox
  add constraint mailbox_address_key_lower_case check (address_key = lower(address_key) and address_key like '%_@_%'),
  add constraint mailbox_kind_known check (kind in ('personal', 'shared', 'drop')),
  add constraint mailbox_visibility_known check (visibility in ('full', 'subject', 'metadata')),
  add constraint mailbox_status_known check (status in ('new', 'backfilling', 'following', 'failing', 'paused'));

alter table folder_cursor
  add constraint folder_cursor_counts_not_negative check (backfill_total >= 0 and backfill_done >= 0 and last_uid >= 0);

alter table thread
  add constraint thread_count_not_negative check (message_count >= 0),
  add constraint thread_first_before_last check (first_at <= last_at),
  add constraint thread_not_into_itself check (merged_into_id <> id);

alter table message
  add constraint message_key_not_blank check (message_key <> ''),
  add constraint message_direction_known check (direction in ('in', 'out', 'internal')),
  add constraint message_class_known check (class in ('person', 'bulk', 'auto', 'bounce', 'feedback', 'invitation')),
  add constraint message_sizes_not_negative check (size_bytes >= 0 and pack_offset >= 0 and pack_length >= 0);

alter table message_ref
  add constraint message_ref_kind_known check (kind in ('references', 'in-reply-to'));

alter table participant
  add constraint participant_role_known check (role in ('from', 'to', 'cc', 'bcc', 'reply-to')),
  add constraint participant_address_key_lower_case check (address_key = lower(address_key));

alter table attachment
  add constraint attachment_size_not_negative check (size_bytes >= 0);

alter table thread_link
  add constraint thread_link_origin_known check (origin in ('automatic', 'manual')),
  add constraint thread_link_to_one_record check (num_nonnulls(contact_id, company_id, deal_id, invoice_id) = 1);

-- ---- Ledger

alter table account
  add constraint account_code_not_blank check (btrim(code) <> ''),
  add constraint account_name_key_lower_case check (name_key = lower(name_key)),
  add constraint account_kind_known check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
  add constraint account_control_known check (control in ('receivable', 'payable'));

alter table period
  add constraint period_number_1_to_13 check (number between 1 and 13),
  add constraint period_starts_before_end check (starts_on <= ends_on),
  add constraint period_state_known check (state in ('open', 'closed')),
  add constraint period_closed_at_iff_closed check ((state = 'closed') = (closed_at is not null));

alter table journal_entry
  add constraint journal_entry_source_not_blank check (btrim(source) <> ''),
  add constraint journal_entry_idempotency_key_not_blank check (btrim(idempotency_key) <> ''),
  add constraint journal_entry_not_own_reversal check (reverses_id <> id);

alter table posting
  add constraint posting_line_from_1 check (line >= 1),
  add constraint posting_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint posting_base_same_side check (sign(amount_minor) * sign(base_minor) >= 0);

alter table seal
  add constraint seal_not_empty check (first_entry >= 1 and last_entry >= first_entry and number >= 1),
  add constraint seal_hash_sha256 check (hash ~ '^[0-9a-f]{64}$' and previous_hash ~ '^[0-9a-f]{64}$');

alter table tax_code
  add constraint tax_code_rate_in_basis_points check (rate_bp between 0 and 10000);

alter table number_series
  add constraint number_series_kind_known check (kind in ('invoice', 'credit_note')),
  add constraint number_series_from_1 check (next_number >= 1);

-- ---- Billing

alter table invoice
  add constraint invoice_status_known check (status in ('draft', 'issued', 'part_paid', 'paid', 'void')),
  add constraint invoice_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint invoice_terms_days_not_negative check (terms_days >= 0),
  add constraint invoice_number_iff_issued check ((status in ('draft', 'void')) = (number is null)),
  add constraint invoice_dates_when_issued check (number is null or (issue_date is not null and due_date is not null)),
  add constraint invoice_amounts_not_negative check (net_minor >= 0 and tax_minor >= 0),
  add constraint invoice_total_is_net_and_tax check (total_minor = net_minor + tax_minor),
  add constraint invoice_open_not_negative check (open_minor >= 0),
  add constraint invoice_open_fits_status check (case status
    when 'issued' then open_minor = total_minor
    when 'part_paid' then open_minor > 0 and open_minor < total_minor
    else open_minor = 0 end);

alter table invoice_line
  add constraint invoice_line_discount_in_basis_points check (discount_bp between 0 and 10000);

alter table payment
  add constraint payment_amount_positive check (amount_minor > 0),
  add constraint payment_currency_iso check (currency ~ '^[A-Z]{3}$'),
  add constraint payment_unapplied_within_amount check (unapplied_minor between 0 and amount_minor);

alter table allocation
  add constraint allocation_amount_positive check (amount_minor > 0);

-- ---- Close

alter table close_template
  add constraint close_template_kind_known check (kind in ('month', 'quarter', 'year'));

alter table close_template_task
  add constraint close_template_task_two_people check (owner_id <> reviewer_id);

alter table close
  add constraint close_month_iso check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  add constraint close_state_known check (state in ('open', 'done'));

alter table close_task
  add constraint close_task_state_known check (state in
    ('waiting', 'ready', 'in_progress', 'submitted', 'approved', 'blocked', 'not_applicable')),
  add constraint close_task_two_people check (owner_id <> reviewer_id);

alter table close_task_dependency
  add constraint close_task_dependency_not_on_itself check (task_id <> depends_on_id);

-- ---- Working

alter table audit_log
  add constraint audit_log_action_known check (action in ('insert', 'update', 'delete'));

alter table outbox
  add constraint outbox_attempts_not_negative check (attempts >= 0);

alter table delivery
  add constraint delivery_channel_known check (channel in ('slack', 'mail')),
  add constraint delivery_state_known check (state in ('sending', 'sent', 'uncertain', 'failed'));

alter table approval
  add constraint approval_state_known check (state in ('asked', 'approved', 'rejected', 'expired')),
  add constraint approval_decided_by_someone check
    (state not in ('approved', 'rejected') or (decided_by_id is not null and decided_at is not null));

alter table counter
  add constraint counter_from_1 check (next_number >= 1);

-- ---- Partial indexes: what is open is little, whatever has piled up behind it

create unique index journal_entry_reversed_once on journal_entry (workspace_id, reverses_id) where reverses_id is not null;
create index posting_of_invoice on posting (workspace_id, invoice_id) where invoice_id is not null;
create index posting_of_payment on posting (workspace_id, payment_id) where payment_id is not null;
create index posting_of_deal on posting (workspace_id, deal_id) where deal_id is not null;
create index invoice_open on invoice (workspace_id, due_date) where open_minor <> 0;
create index invoice_open_of_company on invoice (workspace_id, company_id) where open_minor <> 0;
create index payment_unapplied on payment (workspace_id, company_id) where unapplied_minor <> 0;
create index deal_open_of_owner on deal (workspace_id, owner_id, expected_close) where status = 'open';
create index deal_open_of_stage on deal (workspace_id, stage_id) where status = 'open';
create index activity_open_task on activity (workspace_id, by_id, due_on) where kind = 'task' and done_at is null;
create index outbox_open on outbox (workspace_id, due_at) where done_at is null;
create index delivery_unsettled on delivery (workspace_id, updated_at) where state in ('sending', 'uncertain');
create index inbound_event_unhandled on inbound_event (workspace_id, created_at) where handled_at is null;
