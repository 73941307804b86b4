import type { Tx } from '../../db/in-workspace.js'
import { type AuditedChange, findLastChange } from '../../domain/people/audit-store.js'
import { lockVersions } from '../../domain/people/version-store.js'
import { dateIn } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import type { Catalog, CommandContext, Versions } from './define-command.js'
import type { RecordRef } from './params.js'
import { listed } from './words.js'

type Row = { table: string; id: string; expected: number }

/**
 * Refuses when a record's version has moved since it was shown, and says who did what. The rows stay locked, so that what
 * was checked is what the change meets. `what` is the thing refused: "This undo".
 */
export async function refuseStale(
  tx: Tx,
  versions: Versions,
  { context, args, what }: { context: CommandContext; args: Readonly<Record<string, unknown>>; what: string },
): Promise<void> {
  const rows = Object.entries(versions).flatMap(([key, expected]) => rowsFor(key, expected, args, context.catalog))
  const found = new Set<string>()
  for (const table of new Set(rows.map((row) => row.table))) {
    const wanted = new Map(rows.filter((row) => row.table === table).map((row) => [row.id, row.expected]))
    for (const [id, version] of await lockVersions(tx, table, [...wanted.keys()])) {
      found.add(id)
      if (version === wanted.get(id)) continue
      const change = await findLastChange(tx, table, id)
      throw refused(`${sinceThen(change, context)} ${what} is no longer safe, so nothing was done.`, {
        table,
        id,
        version,
      })
    }
  }
  const gone = rows.find((row) => !found.has(row.id))
  if (gone) throw refused(`The record is no longer there. ${what} can do nothing any more.`, { id: gone.id })
}

/** `table:id`; or an id alone, of a record among the arguments, else of any declared kind. */
function rowsFor(key: string, expected: number, args: Readonly<Record<string, unknown>>, { kinds }: Catalog): Row[] {
  const [id = '', table] = key.split(':').reverse()
  const among = Object.values(args).find((each) => (each as RecordRef | null)?.id === id) as RecordRef | undefined
  const known = table ?? (among && kinds.get(among.kind)?.table)
  const tables = known ? [known] : new Set([...kinds.values()].map((kind) => kind.table))
  return [...tables].map((each) => ({ table: each, id, expected }))
}

/** "Dana Fox changed amount and stage at 14:03." */
export function sinceThen(change: AuditedChange | null, context: CommandContext): string {
  if (!change) return 'This was changed meanwhile.'
  if (change.by === null && change.after?.['last_customer_at'])
    return `The customer wrote ${timeFor(change.at, context)}.`
  const what = change.action === 'delete' ? 'removed it' : doing(change)
  return changedFrom(change, what, context)
}

/** "Dana Fox emptied this at 14:03.", where `what` is what was done. */
export function changedFrom(change: AuditedChange | null, what: string, context: CommandContext): string {
  if (!change) return `Somebody ${what} meanwhile.`
  const who = change.by === null ? 'Daybook' : change.by === context.asker.name ? 'You' : change.by
  return `${who} ${what} ${timeFor(change.at, context)}.`
}

const doing = (change: AuditedChange): string =>
  change.after?.['last_reply_at'] ? 'replied to the customer' : `changed ${changedColumns(change)}`

const UNTOLD = new Set([
  'version',
  'stage_since',
  'name_key',
  'title_key',
  'used_seconds',
  'running_since',
  'first_due_at',
  'assigned_at',
])

function changedColumns({ after }: AuditedChange): string {
  const columns = Object.keys(after ?? {}).filter((column) => !UNTOLD.has(column))
  const words = columns.map((column) => column.replace(/_(id|minor|bp|key)$/, '').replaceAll('_', ' '))
  return words.length === 0 ? 'it' : listed([...new Set(words)].slice(0, 4))
}

/** A time of the asker's own day, with the date when it was another. */
export function timeFor(at: Date, context: CommandContext): string {
  const timeZone = context.asker.timeZone
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(at)
  const date = dateIn(timeZone, at)
  return date === context.today ? `at ${time}` : `on ${date} at ${time}`
}
