import { type AuditFilter, listAudit } from '../../../domain/people/audit-list-store.js'
import { type HistoryRow, nameRecords } from '../../../domain/people/history-store.js'
import { counted } from '../../../lib/counted.js'
import { clip } from '../../../lib/text.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { changedFields, idsIn } from '../history-values.js'
import { type ArgsOf, optional } from '../params.js'
import type { Action } from '../reply.js'

const PAGE = 25
const CHANGE_CHARS = 160
const FACES = ['slack', 'terminal', 'mail', 'mcp', 'job', 'import', 'demo', 'setup'] as const

const params = {
  record: optional('record', 'Record', { record: 'subject', target: true }),
  by: optional('record', 'Who', { record: 'staff' }),
  from: optional('date', 'From'),
  to: optional('date', 'To'),
  via: optional('choice', 'Face', { choices: FACES }),
  reference: optional('text', 'Reference', { hint: 'The one that an answer carried: all that its command changed' }),
  page: optional('integer', 'Page'),
}

export default defineCommand({
  name: 'audit',
  summary: 'Who changed what when, through which face, before and after: of a record, a person, a day',
  example: 'audit by:dana@example.com from:2026-11-01 via:slack',
  params,
  needs: 'audit.read',
  risk: 'read',
  aliases: ['audit list'],
  run: async (context, args) => {
    const page = Math.max(1, args.page ?? 1)
    const { timeZone } = context.asker
    const { rows, names } = await context.read(async (read) => {
      const paging = { limit: PAGE + 1, offset: (page - 1) * PAGE, timeZone }
      const rows = await listAudit(read, filterOf(context, args), paging)
      return { rows, names: await nameRecords(read, [...idsIn(rows), ...rows.map(({ entityId }) => entityId)]) }
    })
    const told = rows.slice(0, PAGE).map((row) => toldOf(context, row, names))
    return {
      headline:
        told.length === 0
          ? 'Nothing was changed'
          : `${counted(told.length, 'change')}, newest first${page > 1 ? `, page ${page}` : ''}`,
      ...(told.length > 0 && {
        table: {
          columns: [
            { key: 'at', label: 'When', type: 'date' },
            { key: 'by', label: 'Who', type: 'text' },
            { key: 'via', label: 'Face', type: 'text' },
            { key: 'record', label: 'Record', type: 'text' },
            { key: 'change', label: 'Change', type: 'text' },
          ],
          rows: told.map(({ at, by, via, record, change }) => ({ at: { at }, by, via, record, change })),
        },
      }),
      actions: rows.length > PAGE ? [olderOf(args, page)] : [],
      data: {
        page,
        more: rows.length > PAGE,
        changes: told.map(({ at, by, via, record, action, reference, fields }) => ({
          at: at.toISOString(),
          by,
          via,
          record,
          action,
          reference,
          fields,
        })),
      },
    }
  },
})

function filterOf(
  { catalog }: CommandContext,
  { record, by, from, to, via, reference }: ArgsOf<typeof params>,
): AuditFilter {
  const table = record && catalog.kinds.get(record.kind)?.table
  return {
    ...(record && table ? { record: { table, id: record.id } } : {}),
    ...(by ? { staffId: by.id } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(via ? { via } : {}),
    ...(reference ? { reference: reference.toUpperCase() } : {}),
  }
}

function toldOf(context: CommandContext, row: HistoryRow, names: ReadonlyMap<string, string>) {
  const { timeZone } = context.asker
  const fields = changedFields(row, { names, timeZone, currency: context.workspace.baseCurrency })
  const name = names.get(row.entityId)
  const change = fields.map(({ field, before, after }) =>
    row.action === 'update' ? `${field}: ${before ?? '–'} → ${after ?? '–'}` : `${field} ${after ?? before ?? ''}`,
  )
  const verb = { insert: 'made: ', update: '', delete: 'removed: ' }[row.action]
  return {
    at: row.at,
    by: row.by ?? 'Daybook',
    via: row.via,
    record: `${row.entity.replaceAll('_', ' ')}${name ? ` ${name}` : ''}`,
    change: clip(verb + change.join('; '), CHANGE_CHARS),
    action: row.action,
    reference: row.reference,
    fields,
  }
}

const olderOf = (args: ArgsOf<typeof params>, page: number): Action => ({
  label: 'Older',
  do: { command: 'audit', args: { ...args, page: page + 1 } },
})
