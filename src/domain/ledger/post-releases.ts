import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate, IsoMonth } from '../../lib/dates.js'
import { AppError, refused } from '../../lib/errors.js'
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
export async function planReleases(tx: Tx, through: IsoMonth, only?: string): Promise<PlannedRelease[]> {
  const dates = new Map<IsoDate, IsoDate>()
  const planned: PlannedRelease[] = []
  for (const { releases, ...schedule } of await listRunning(tx)) {
    if (only !== undefined && schedule.id !== only) continue
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

/** Posts what is due, of one schedule alone where it is given; the same month again posts nothing. */
export async function postReleases(tx: Tx, through: IsoMonth, only?: string): Promise<PlannedRelease[]> {
  const planned = await planReleases(tx, through, only)
  const worth = planned.filter(({ part }) => part.amountMinor !== 0n || part.baseMinor !== 0n)
  await postEntries(
    tx,
    worth.map(({ entry }) => entry),
  )
  for (const { schedule, part, entry } of worth) await insertRelease(tx, schedule.id, part, entry.id)
  if (worth.length > 0) await tx.outbox('journal.posted', { entryIds: worth.map(({ entry }) => entry.id) })
  return worth
}

/**
 * Posts what is due, all at once; where something refuses that (an account that is out of use), each schedule by itself, so that one that
 * is held up holds up no other. Answers those, with why.
 */
export async function postDueReleases(
  inTx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  through: IsoMonth,
): Promise<{ ref: string; problem: string }[]> {
  const refusal = await problemOf(inTx((tx) => postReleases(tx, through)))
  if (refusal === null) return []
  const due = new Map(
    (await inTx((tx) => planReleases(tx, through))).map(({ schedule }) => [schedule.id, schedule.ref]),
  )
  const held: { ref: string; problem: string }[] = []
  for (const [id, ref] of due) {
    const problem = await problemOf(inTx((tx) => postReleases(tx, through, id)))
    if (problem !== null) held.push({ ref, problem })
  }
  return held
}

/** What refused it; everything else is thrown. */
async function problemOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work
    return null
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'refused') throw thrown
    return thrown.userMessage
  }
}

async function openDate(tx: Tx, wanted: IsoDate): Promise<IsoDate> {
  const open = await findOpenDate(tx, wanted)
  if (open) return open
  throw refused(`No period is open on or after ${wanted}. Open the next fiscal year first.`, { date: wanted })
}
