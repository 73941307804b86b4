import { type HistoryOf, type HistoryRow, listHistory, nameRecords } from '../../domain/people/history-store.js'
import { counted } from '../../lib/counted.js'
import { clip } from '../../lib/text.js'
import type { CommandContext } from './define-command.js'
import { type ChangedField, changedFields, idsIn } from './history-values.js'
import type { RecordRef } from './params.js'
import type { Reply } from './reply.js'
import { timeFor } from './stale.js'

/** A script gets so many changes whole; a card so many lines, each cut to so many letters. */
const MOST = 500
const SHOWN = 25
const LINE_CHARS = 240

type Told = Omit<HistoryRow, 'before' | 'after'> & { fields: readonly ChangedField[] }

/** Who changed a record when, through which face, and from what to what: from the audit trail, newest first. */
export async function historyReply(context: CommandContext, { ref, title }: RecordRef, of: HistoryOf): Promise<Reply> {
  const { timeZone } = context.asker
  const { rows, names } = await context.read(async (read) => {
    const rows = await listHistory(read, of, MOST)
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
    sections:
      told.length > 0
        ? [{ title: 'Newest first', lines: told.slice(0, SHOWN).map((change) => lineOf(change, of.table, context)) }]
        : [],
    notes: told.length > SHOWN ? [`The newest ${SHOWN}; \`--json\` has more.`] : [],
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

/** "Daniel Frost, slack, on 2026-09-04 at 10:00: status: draft → issued". */
const lineOf = (change: Told, table: string, context: CommandContext): string =>
  clip(
    `${change.by ?? 'Daybook'}, ${change.via}, ${timeFor(change.at, context)}: ${inWords(change, table)}`,
    LINE_CHARS,
  )

/** "status: draft → issued; due date: – → 23 Dec 2026". */
function inWords({ entity, action, fields }: Told, table: string): string {
  const part = entity === table ? '' : `${entity.replaceAll('_', ' ')} `
  if (action === 'update')
    return `${part}${fields.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`).join('; ')}`
  const said = fields
    .filter(({ before, after }) => !NOTHING.test(after ?? before ?? ''))
    .map(({ field, before, after }) => `${field} ${after ?? before ?? ''}`)
    .join(', ')
  return `${part}${action === 'insert' ? 'made' : 'removed'}${said ? `: ${said}` : ''}`
}

/** What a new row has where nobody said anything. */
const NOTHING = /^(no|0(\.0+)?( \S+)?)$/
