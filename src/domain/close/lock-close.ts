import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { type Area, isRegular, type Period } from '../ledger/period.js'
import { closePeriod, listPeriods, lockPeriod } from '../ledger/period-store.js'
import { noteCloseEvent } from './close-event-store.js'
import { closeSpan, lastPeriodOf, PERIODS_OF } from './close-span.js'
import { findClose, listTasks, type TaskRow } from './close-store.js'
import { isFinished } from './close-task.js'

export type LockPlan = {
  periods: readonly Period[]
  /** Tasks of it that are neither approved nor not needed; empty where no close was opened. */
  open: readonly TaskRow[]
}

/** The periods that a close of this name takes in, and what of it is not finished yet. Throws `invalid`. */
export async function planLock(read: SqlScope, name: string): Promise<LockPlan> {
  const tasks = await listTasks(read, { month: name })
  return {
    periods: periodsOfClose(await listPeriods(read), name),
    open: tasks.filter((task) => !isFinished(task.state)),
  }
}

/** Oldest first; a year's without its adjusting period, which `period close` closes. Throws `invalid`. */
export function periodsOfClose(all: readonly Period[], name: string): Period[] {
  const span = closeSpan(name)
  const regular = all.filter(isRegular)
  const last =
    span &&
    regular.find((period) =>
      span.kind === 'month'
        ? period.startsOn.slice(0, 7) === span.name
        : period.year === lastPeriodOf(span).year && period.number === lastPeriodOf(span).number,
    )
  if (!span || !last)
    throw invalid(`${name} is in no fiscal year that is set up. \`period list\` shows the months of the books.`)
  const first = last.number - PERIODS_OF[span.kind] + 1
  return regular.filter(({ year, number }) => year === last.year && number >= first && number <= last.number)
}

/** Whether nobody posts into any of it any more. Throws `invalid`. */
export const isLocked = async (read: SqlScope, name: string): Promise<boolean> =>
  periodsOfClose(await listPeriods(read), name).every(({ state }) => state === 'closed')

/** Locks what is still open of it for areas of the books: nobody posts there any more but who may pass. Throws `refused`. */
export async function lockClose(tx: Tx, name: string, areas: readonly Area[]): Promise<void> {
  const { periods } = await planLock(sqlInTx(tx), name)
  const open = periods.filter(({ state }) => state === 'open')
  if (open.length === 0) throw refused(`${name} is closed altogether; there is nothing to lock.`)
  for (const { id, lockedAreas } of open) await lockPeriod(tx, id, [...new Set([...lockedAreas, ...areas])].sort())
  await noted(tx, name, { kind: 'locked', note: areas.join(', ') })
}

/** Closes all of it for everybody. With tasks open only when `anyway`. Throws `refused`. */
export async function hardLockClose(tx: Tx, name: string, anyway: boolean): Promise<void> {
  const { periods, open } = await planLock(sqlInTx(tx), name)
  const left = periods.filter(({ state }) => state === 'open')
  if (left.length === 0) throw refused(`${name} is closed already.`)
  if (open.length > 0 && !anyway) throw refused(unfinished(name, open))
  for (const { id } of left) await closePeriod(tx, id)
  const note = open.length > 0 ? `with ${namesOf(open)} not finished` : undefined
  await noted(tx, name, { kind: 'hard_locked', ...(note ? { note } : {}) })
}

/** A few are named, more are counted. */
const namesOf = (open: readonly TaskRow[]): string =>
  open.length > 3 ? `${open.length} tasks` : open.map(({ ref }) => ref).join(', ')

export const unfinished = (name: string, open: readonly TaskRow[]): string =>
  `${open.length === 1 ? 'One task' : `${open.length} tasks`} of ${name} ${open.length === 1 ? 'is' : 'are'} not finished: ${open
    .slice(0, 5)
    .map(({ ref, title }) => `${ref} ${title}`)
    .join(', ')}${open.length > 5 ? ' …' : ''}. With \`anyway:yes\` it is locked all the same, and the binder says so.`

/** Where a close was opened its history has it. */
async function noted(tx: Tx, name: string, event: Parameters<typeof noteCloseEvent>[2]): Promise<void> {
  const close = await findClose(tx, name)
  if (close) await noteCloseEvent(tx, close.id, event)
}
