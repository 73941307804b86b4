import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Prisma, RecurringJournal as Row } from '../../generated/prisma/client.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { Every, RecurringJournal } from './recurring-journal.js'
import type { StoredEntry } from './stored-entry.js'

export async function insertRecurring(tx: Tx, series: Omit<RecurringJournal, 'version'>): Promise<void> {
  const { startsOn, endsOn, nextOn, entry, ...rest } = series
  await tx.prisma.recurringJournal.create({
    data: {
      ...rest,
      workspaceId: tx.scope.workspaceId,
      startsOn: toDbDate(startsOn),
      endsOn: endsOn && toDbDate(endsOn),
      nextOn: nextOn && toDbDate(nextOn),
      entry: entry as Prisma.InputJsonObject,
    },
  })
}

/** By id or reference. Throws `not_found`. */
export async function getRecurring(tx: Tx, by: { id: string } | { ref: string }): Promise<RecurringJournal> {
  const row = await tx.prisma.recurringJournal.findFirst({ where: { workspaceId: tx.scope.workspaceId, ...by } })
  if (!row) throw notFound('There is no such recurring entry. See: journal recurring', by)
  return toSeries(row)
}

/** What is due by a day, oldest first. */
export async function listDueRecurring(tx: Tx, today: IsoDate): Promise<RecurringJournal[]> {
  const rows = await tx.prisma.recurringJournal.findMany({
    where: { workspaceId: tx.scope.workspaceId, state: 'active', nextOn: { lte: toDbDate(today) } },
    orderBy: [{ nextOn: 'asc' }, { ref: 'asc' }],
  })
  return rows.map(toSeries)
}

export async function saveRecurring(
  tx: Tx,
  id: string,
  { nextOn, state }: Partial<Pick<RecurringJournal, 'nextOn' | 'state'>>,
): Promise<RecurringJournal> {
  const row = await tx.prisma.recurringJournal.update({
    where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } },
    data: { ...(state && { state }), ...(nextOn !== undefined && { nextOn: nextOn && toDbDate(nextOn) }) },
  })
  return toSeries(row)
}

export const listRecurring = ({ sql, scope }: SqlScope): Promise<RecurringJournal[]> => sql<RecurringJournal[]>`
  select id, ref, memo, every, starts_on as "startsOn", ends_on as "endsOn", next_on as "nextOn", state, entry, version
  from recurring_journal where workspace_id = ${scope.workspaceId} order by state, next_on nulls last, ref`

const toSeries = ({
  id,
  ref,
  memo,
  every,
  state,
  startsOn,
  endsOn,
  nextOn,
  entry,
  version,
}: Row): RecurringJournal => ({
  id,
  ref,
  memo,
  every: every as Every,
  state: state as RecurringJournal['state'],
  startsOn: fromDbDate(startsOn),
  endsOn: endsOn && fromDbDate(endsOn),
  nextOn: nextOn && fromDbDate(nextOn),
  entry: entry as StoredEntry,
  version,
})
