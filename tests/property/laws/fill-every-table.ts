import { randomIds } from '../../../src/lib/ids.js'
import type { Login } from './logins.js'

/** A table of the wall with what a row of it needs. */
export type Table = {
  name: string
  /** Columns that a row must be given, with their types. */
  required: { name: string; type: string }[]
  /** Foreign keys beyond the workspace: column → table. `enforced` false: checked otherwise (ADR 3, 18). */
  references: { column: string; table: string; constraint: string; enforced: boolean }[]
}

/** Values where a rule of the table wants a certain one. */
const values: Record<string, unknown> = {
  'workspace.base_currency': 'EUR',
  'workspace.country': 'DE',
  'staff.email': 'ada@x.example',
  'contact_address.address_key': 'ada@x.example',
  'mailbox.address_key': 'ada@x.example',
  'activity.kind': 'note',
  'choice.list': 'lost-reason',
  'support_case.source': 'mail',
  'case_mail.effect': 'opened',
  'case_notice.kind': 'opened',
  'close_reminder.channel': 'slack',
  'close_question.answer_type': 'amount',
  'draft_accrual.month': '2026-01',
  'draft_accrual.amount_minor': 1,
  'draft_accrual.currency': 'EUR',
  'close_snooze.kind': 'not_mine',
  'import_key.kind': 'company',
  'import_run.kind': 'companies',
  'accrual.month': '2026-01',
  'recurring_journal.every': 'month',
  'recurring_journal.state': 'active',
  'recurring_invoice.every': 'month',
  'year_end.state': 'closed',
  'release.month': '2026-01',
  'release_schedule.kind': 'prepayment',
  'release_schedule.currency': 'EUR',
  'bill.currency': 'EUR',
  'fx_rate.currency': 'EUR',
  'bank_statement.format': 'csv',
  'bank_statement.footing': 'unknown',
  'bank_rule.direction': 'in',
  'budget.month': '2026-01-01',
  'bounce.kind': 'hard',
  'bounce.address_key': 'ada@x.example',
  'message.direction': 'in',
  'message.class': 'person',
  'participant.role': 'from',
  'never_log.kind': 'address',
  'thread_link.origin': 'manual',
  'account.kind': 'asset',
  'bill_file.content_hash': '0'.repeat(64),
  'case_reply_file.content_hash': '0'.repeat(64),
  'case_reply_file.size_bytes': 1,
  'seal.hash': '0'.repeat(64),
  'seal.previous_hash': '0'.repeat(64),
  'number_series.kind': 'invoice',
  'report_schedule.every': 'month',
  'report_schedule.hour': 8,
  'close_template.kind': 'month',
  'close.month': '2026-01',
  'evidence.kind': 'mail',
  'calendar_feed.whose': 'mine',
  'audit_log.action': 'insert',
  'delivery.channel': 'mail',
  'payment_run.record': 'statement',
  'custom_field.kind': 'company',
  'custom_field.type': 'text',
}

/** References left empty: only one of several may be set, or the same person may not be named twice. */
const empty = new Set(
  [
    'activity.contact_id activity.company_id activity.deal_id activity.case_id activity.owner_id',
    'thread_link.contact_id thread_link.company_id thread_link.deal_id thread_link.case_id',
    'release_schedule.bill_id year_end.approval_id',
    'support_case.merged_into_id support_case.follows_id',
    'invoice.corrects_id invoice.recurring_id payment.staff_id payment.with_id bill.staff_id bill.corrects_id bill.entry_id',
    'approval.decided_by_id approval.staff_id payee.staff_id',
    'allocation.credit_note_id allocation.bill_credit_id allocation.bill_id allocation.refund_id',
    'bank_match.entry_id',
    'draft_accrual.accrual_id close_question.answered_by_id close_question.draft_id prior_item.task_id',
    'staff.manager_id staff.delegate_id company.parent_id company.merged_into_id contact.merged_into_id thread.merged_into_id journal_entry.reverses_id',
    'close_task.reviewer_id close_task.approved_by_id close_task.blocked_on_id close_template_task.reviewer_id close_task_dependency.depends_on_id',
  ].flatMap((names) => names.split(' ')),
)

const valueOf = (type: string): unknown => {
  if (type === 'uuid') return randomIds.next()
  if (type === 'date') return '2026-01-15'
  if (type.startsWith('timestamp')) return '2026-01-15T10:00:00Z'
  if (type === 'boolean') return false
  if (type === 'jsonb') return {}
  if (type === 'bytea') return '\\x00'
  if (type.endsWith('[]')) return []
  return type === 'text' ? 'x' : 1
}

/** Every table in schema public but Prisma's own, from the catalogue: a new one is in the tests without being told. */
export async function listTables(admin: Login): Promise<Table[]> {
  const rows = await admin<Table[]>`
    select c.relname as name,
      (select coalesce(jsonb_agg(jsonb_build_object('name', attname, 'type', format_type(atttypid, null)) order by attnum), '[]')
        from pg_attribute a where attrelid = c.oid and attnum > 0 and not attisdropped and attnotnull and not atthasdef) as required,
      (select coalesce(jsonb_agg(jsonb_build_object('column', a.attname, 'table', k.confrelid::regclass::text,
          'constraint', k.conname, 'enforced', coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true))), '[]')
        from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
        where k.contype = 'f' and k.conrelid = c.oid) as references
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
    order by c.relname`
  return [...rows]
}

/** Which column says whose a row is. */
export const ownerColumn = (table: string): string => (table === 'workspace' ? 'id' : 'workspace_id')

/**
 * One row in every table for a new workspace, each referring to the others; returns table → id. Written by the superuser with
 * triggers off, since the order of foreign keys doesn't matter then; every CHECK still holds.
 */
export async function fillEveryTable(admin: Login, tables: readonly Table[]): Promise<Map<string, string>> {
  const ids = new Map(tables.map((table) => [table.name, randomIds.next()]))
  const workspace = ids.get('workspace') ?? ''
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    for (const table of tables) {
      const row = rowOf(table, ids, workspace)
      const columns = Object.keys(row)
      await sql`insert into ${sql(table.name)} (${sql(columns)})
        select ${sql(columns)} from jsonb_populate_record(null::${sql(table.name)}, ${sql.json(row as never)})`
    }
  })
  return ids
}

function rowOf(table: Table, ids: Map<string, string>, workspace: string): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const { name, type } of table.required) {
    const fixed = name === 'currency' ? 'EUR' : values[`${table.name}.${name}`]
    row[name] = fixed ?? valueOf(type)
  }
  for (const { column, table: target } of table.references)
    if (!empty.has(`${table.name}.${column}`) || column in row) row[column] = ids.get(target)
  // The one reference that may not be to itself.
  if (table.name === 'close_task_dependency') row['depends_on_id'] = randomIds.next()
  // Its clock stands.
  if (table.name === 'support_case') row['status'] = 'waiting'
  if (table.name === 'workspace') row['slug'] = `w-${workspace.slice(-12)}`
  return { ...row, [ownerColumn(table.name)]: workspace, id: ids.get(table.name) }
}
