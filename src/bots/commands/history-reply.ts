import { type HistoryOf, type HistoryRow, listHistory, nameRecords } from '../../domain/people/history-store.js'
import { counted } from './cells.js'
import type { CommandContext } from './define-command.js'
import { type ChangedField, changedFields, idsIn } from './history-values.js'
import type { RecordRef } from './params.js'
import type { Reply } from './reply.js'

const SHOWN = 60

type Told = Omit<HistoryRow, 'before' | 'after'> & { fields: readonly ChangedField[] }

/** Who changed a record when, through which face, and from what to what: from the audit trail, newest first. */
export async function historyReply(context: CommandContext, { ref, title }: RecordRef, of: HistoryOf): Promise<Reply> {
  const { timeZone } = context.asker
  const { rows, names } = await context.read(async (read) => {
    const rows = await listHistory(read, of, SHOWN)
    return { rows, names: await nameRecords(read, idsIn(rows)) }
  })
  const told = rows
    .map(({ before, after, ...row }): Told => {
      const values = { names, timeZone, currency: context.workspace.baseCurrency }
      return { ...row, fields: changedFields({ ...row, before, after }, values) }
    })
    .filter(({ action, fields }) => action !== 'update' || fields.length > 0)
  return {
    headline: `${ref} ${title}: ${counted(told.length, 'change')}`,
    table: {
      columns: [
        { key: 'at', label: 'When', type: 'date' },
        { key: 'by', label: 'Who', type: 'person' },
        { key: 'via', label: 'How', type: 'text' },
        { key: 'what', label: 'What', type: 'text' },
      ],
      rows: told.map((change) => ({
        at: { at: change.at },
        by: { person: change.by ?? 'Daybook' },
        via: change.via,
        what: inWords(change, of.table),
      })),
    },
    notes: told.length === SHOWN ? [`The newest ${SHOWN}.`] : [],
    data: {
      ref,
      changes: told.map(({ at, by, via, reference, entity, action, fields }) => ({
        at: at.toISOString(),
        by,
        via,
        reference,
        record: entity,
        action,
        fields,
      })),
    },
  }
}

/** "status: draft → issued; due date: – → 23 Dec 2026". */
function inWords({ entity, action, fields }: Told, table: string): string {
  const part = entity === table ? '' : `${entity.replaceAll('_', ' ')} `
  if (action === 'update')
    return `${part}${fields.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`).join('; ')}`
  const said = fields.map(({ field, before, after }) => `${field} ${after ?? before ?? ''}`).join(', ')
  return `${part}${action === 'insert' ? 'made' : 'removed'}${said ? `: ${said}` : ''}`
}
