import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import { handClock } from '../../lib/clock.js'
import { type IsoDate, instantOf } from '../../lib/dates.js'
import type { DemoCompany } from '../company.js'

/** Loading the demo: its records' ids by their keys, and transactions that happen on the day they tell of. */
export type Loading = {
  company: DemoCompany
  workspaceId: string
  ids: Map<string, string>
  /** Runs `work` as this person (a staff key) on this day; the records say so. */
  on<T>(date: IsoDate, actor: string | null, work: (tx: Tx) => Promise<T>): Promise<T>
}

const WORKING_HOUR = 10

export function makeLoading(db: Database, company: DemoCompany, workspaceId: string): Loading {
  const ids = new Map<string, string>()
  // The company is simulated, so the database takes its time from this clock.
  const clock = handClock(db.clock.now())
  const dated: Database = { ...db, clock }
  return {
    company,
    workspaceId,
    ids,
    on: (date, actor, work) => {
      const morning = instantOf(date, WORKING_HOUR, 'Europe/London')
      clock.set(morning < db.clock.now() ? morning : db.clock.now())
      return inWorkspace(dated, { workspaceId, actorId: actor ? idOf(ids, actor) : null, via: 'demo' }, work)
    },
  }
}

export function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key)
  if (!id) throw new Error(`the demo names "${key}" before it is there`)
  return id
}

/** Things that happened, a day at a time, oldest first: each day is one transaction, as fast as a bulk load and as true. */
export async function dayByDay<T>(
  loading: Loading,
  items: readonly T[],
  dateOf: (item: T) => IsoDate,
  work: (tx: Tx, item: T) => Promise<void>,
): Promise<void> {
  const days = new Map<IsoDate, T[]>()
  for (const item of items) days.set(dateOf(item), [...(days.get(dateOf(item)) ?? []), item])
  for (const date of [...days.keys()].sort()) {
    await loading.on(date, null, async (tx) => {
      for (const item of days.get(date) ?? []) await work(tx, item)
    })
  }
}
