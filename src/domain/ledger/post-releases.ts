import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate, IsoMonth } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import type { NewEntry } from './entry.js'
import { findOpenDate } from './open-date.js'
import { postEntries } from './post-entries.js'
import { partsDue, type ReleasePart, type ReleaseSchedule, releaseDate, releaseEntry } from './release.js'
import { insertRelease, listRunning } from './release-store.js'

export type PlannedRelease = { schedule: ReleaseSchedule; part: ReleasePart; entry: NewEntry }

/**
 * The parts of every schedule that are due by the end of a month. A part whose month was closed before it was released is dated on the
 * next open day, which the plan shows. Throws `refused` where no later period is open.
 */
export async function planReleases(tx: Tx, through: IsoMonth): Promise<PlannedRelease[]> {
  const dates = new Map<IsoDate, IsoDate>()
  const planned: PlannedRelease[] = []
  for (const { releases, ...schedule } of await listRunning(tx)) {
    const released = new Set(releases.map(({ month }) => month))
    for (const part of partsDue(schedule, released, through)) {
      const wanted = releaseDate(schedule, part.month)
      if (!dates.has(wanted)) dates.set(wanted, await openDate(tx, wanted))
      const entry = releaseEntry(schedule, part, { id: tx.newId(), date: dates.get(wanted) ?? wanted })
      planned.push({ schedule, part, entry })
    }
  }
  return planned
}

/** Posts what is due; the same month again posts nothing. */
export async function postReleases(tx: Tx, through: IsoMonth): Promise<PlannedRelease[]> {
  const planned = await planReleases(tx, through)
  const worth = planned.filter(({ part }) => part.amountMinor !== 0n || part.baseMinor !== 0n)
  await postEntries(
    tx,
    worth.map(({ entry }) => entry),
  )
  for (const { schedule, part, entry } of worth) await insertRelease(tx, schedule.id, part, entry.id)
  if (worth.length > 0) await tx.outbox('journal.posted', { entryIds: worth.map(({ entry }) => entry.id) })
  return worth
}

async function openDate(tx: Tx, wanted: IsoDate): Promise<IsoDate> {
  const open = await findOpenDate(tx, wanted)
  if (open) return open
  throw refused(`No period is open on or after ${wanted}. Open the next fiscal year first.`, { date: wanted })
}
