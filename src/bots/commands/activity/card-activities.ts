import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Subject } from '../../../domain/crm/activity.js'
import { type ActivityRow, listActivities } from '../../../domain/crm/activity-store.js'
import type { Owners } from '../../../domain/people/owners.js'
import { oneLine } from '../../../lib/text.js'
import type { Action } from '../reply.js'

/** How many a card shows of what is to do, and of what happened. */
const SHOWN = 5
/** What stands in one line of a card; the whole text is behind *All notes*. */
export const LINE_CHARS = 160

/** What a card shows of a record's tasks and notes; `hasMore` where it does not show all of the notes, or one of them cut. */
export type CardActivities = { rows: readonly ActivityRow[]; hasMore: boolean }

export async function cardActivities(
  read: SqlScope,
  subject: Subject,
  dealsOf: Owners = 'all',
): Promise<CardActivities> {
  const found = await listActivities(read, subject, SHOWN + 1, dealsOf)
  const [todo, happened] = [found.filter((row) => row.todo !== null), found.filter((row) => row.todo === null)]
  const shown = happened.slice(0, SHOWN)
  return {
    rows: [...todo.slice(0, SHOWN), ...shown],
    hasMore: happened.length > SHOWN || shown.some(({ body }) => isCut(body)),
  }
}

/** Lines of its own are run together on a card: a text that has some reads otherwise there, too. */
const isCut = (body: string): boolean => body.trim().includes('\n') || oneLine(body).length > LINE_CHARS

/** Opens all notes of a record, where its card does not have them whole. */
export const allNotes = (ref: string, { hasMore }: CardActivities): Action[] =>
  hasMore
    ? [{ label: 'All notes', do: { command: 'activity list', args: { record: ref } }, typed: `activity list ${ref}` }]
    : []
