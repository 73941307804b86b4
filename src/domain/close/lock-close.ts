import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { type Area, isRegular, type Period } from '../ledger/period.js'
import { closePeriod, listPeriods, lockPeriod } from '../ledger/period-store.js'
import { getWorkspace } from '../people/workspace-store.js'
import { noteCloseEvent } from './close-event-store.js'
import { closeSpan, lastPeriodOf, PERIODS_OF } from './close-span.js'
import { listClosesWithin, listTasks, type OpenedClose, type TaskRow } from './close-store.js'
import { isFinished } from './close-task.js'
import { type Draft, listDrafts } from './draft-store.js'

export type LockPlan = {
  periods: readonly Period[]
  /** The closes of it: its own, and those of the months and quarters in it. */
  closes: readonly OpenedClose[]
  /** Their tasks that are neither approved nor not needed. */
  open: readonly TaskRow[]
  /** Its own name and those of its months that are not closed, where nobody opened a close: nothing proves them. */
  unopened: readonly string[]
  /** What means to be in the books of its months that are not closed, and is not. */
  drafts: readonly Draft[]
}

/** The periods that a close of this name takes in, and what of it is not finished yet. Throws `invalid`. */
export async function planLock(read: SqlScope, name: string): Promise<LockPlan> {
  const periods = periodsOfClose(await listPeriods(read), name)
  const closes = await listClosesWithin(read, periods)
  const tasks = closes.length > 0 ? await listTasks(read, { closeIds: closes.map(({ id }) => id) }) : []
  return {
    periods,
    closes,
    open: tasks.filter((task) => !isFinished(task.state)),
    unopened: unopenedOf(name, periods, closes),
    drafts: await draftsIn(read, periods),
  }
}

function unopenedOf(name: string, periods: readonly Period[], closes: readonly OpenedClose[]): string[] {
  const months = periods.filter(isOpen).map(({ startsOn }) => startsOn.slice(0, 7))
  const opened = new Set(closes.map(({ month }) => month))
  return [...new Set([...months, closeSpan(name)?.name ?? name])].filter((each) => !opened.has(each))
}

async function draftsIn(read: SqlScope, periods: readonly Period[]): Promise<Draft[]> {
  const open = periods.filter(isOpen)
  const [first, last] = [open[0], open.at(-1)]
  if (!first || !last) return []
  const { baseCurrency } = await getWorkspace(read)
  return listDrafts(read, { startsOn: first.startsOn, endsOn: last.endsOn, baseCurrency })
}

export const isOpen = ({ state }: Pick<Period, 'state'>): boolean => state === 'open'

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

/** Locks what is still open of it for areas of the books: nobody posts there any more but who may pass. Throws `refused`. */
export async function lockClose(tx: Tx, name: string, areas: readonly Area[]): Promise<void> {
  const { periods, closes } = await planLock(sqlInTx(tx), name)
  const open = periods.filter(isOpen)
  if (open.length === 0) throw refused(`${name} is closed altogether; there is nothing to lock.`)
  for (const period of open.toSorted(asLocked)) await lockPeriod(tx, period.id, lockedThen(period, areas))
  await noted(tx, closes, { kind: 'locked', note: areas.join(', ') })
}

/** In the order in which those who post hold them, so that neither waits for the other for good. */
const asLocked = (a: Period, b: Period): number => (a.id < b.id ? -1 : 1)

/** What a period is locked for once these areas are as well. */
export const lockedThen = ({ lockedAreas }: Pick<Period, 'lockedAreas'>, areas: readonly Area[]): Area[] =>
  [...new Set([...lockedAreas, ...areas])].sort()

/** Closes all of it for everybody. With tasks open, its own or its months', only when `anyway`. Throws `refused`. */
export async function hardLockClose(tx: Tx, name: string, anyway: boolean): Promise<void> {
  const { periods, closes, open } = await planLock(sqlInTx(tx), name)
  const left = periods.filter(isOpen)
  if (left.length === 0) throw refused(`${name} is closed already.`)
  if (open.length > 0 && !anyway) throw refused(unfinished(name, open))
  for (const { id } of left.toSorted(asLocked)) await closePeriod(tx, id)
  const note = open.length > 0 ? `with ${namesOf(open)} not finished` : undefined
  await noted(tx, closes, { kind: 'hard_locked', ...(note ? { note } : {}) })
}

/** A few are named, more are counted. */
const namesOf = (open: readonly TaskRow[]): string =>
  open.length > 3 ? `${open.length} tasks` : open.map(({ ref }) => ref).join(', ')

export const unfinished = (name: string, open: readonly TaskRow[]): string =>
  `${open.length === 1 ? 'One task' : `${open.length} tasks`} of ${name} ${open.length === 1 ? 'is' : 'are'} not finished: ${open
    .slice(0, 5)
    .map(({ ref, title }) => `${ref} ${title}`)
    .join(', ')}${open.length > 5 ? ' …' : ''}. With \`anyway:yes\` it is locked all the same, and the binder says so.`

/** Each close that was opened has it in its history. */
async function noted(
  tx: Tx,
  closes: readonly OpenedClose[],
  event: Parameters<typeof noteCloseEvent>[2],
): Promise<void> {
  for (const { id } of closes) await noteCloseEvent(tx, id, event)
}
