import type { Tx } from '../../db/in-workspace.js'
import { addDays, fromDbDate, type IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { type Area, adjustingPeriodOn, nextOpenDate, type Period, periodLabel, periodOf } from './period.js'
import { mayPassLocks } from './period-store.js'

/**
 * Says before a preview is shown what posting would say after it: throws `refused` for a date in a closed period or in none, with
 * the next open date. `post_entries` asks again, under the period's lock.
 */
export async function requireOpenDate(tx: Tx, date: IsoDate, adjusting = false): Promise<void> {
  const periods = await periodsOf(tx)
  const period = adjusting ? adjustingPeriodOn(periods, date) : periodOf(periods, date)
  if (!period && adjusting)
    throw refused(`Adjusting entries are dated on the last day of a fiscal year; ${date} is none.`, { date })
  if (!period) throw refused(`The books have no period for ${date}. Open its fiscal year first.`, { date })
  if (period.state === 'open') return
  const next = nextOpenDate(periods, date)
  const choice = next ? `The next open date is ${next}` : 'No later period is open yet'
  const detail = { date, period: periodLabel(period), next_open_date: next }
  throw refused(
    `${date} lies in period ${periodLabel(period)}, which is closed. ${choice}; or ask a controller to reopen the period.`,
    detail,
  )
}

/** The date itself where its period is open, else the next one that is; for some areas, unless who acts may pass their locks. */
export async function findOpenDate(tx: Tx, date: IsoDate, ...areas: Area[]): Promise<IsoDate | undefined> {
  const periods = await periodsOf(tx)
  return nextOpenDate(periods, date, ...(areas.length > 0 && (await mayPassLocks(tx)) ? [] : areas))
}

/**
 * The day on which a mistake of the day `on` is taken back, where nobody says one: that very day while it is open, so that its month keeps
 * nothing of it; else today, or the first day after it that is open.
 */
export async function findUndoDate(tx: Tx, on: IsoDate, today: IsoDate, ...areas: Area[]): Promise<IsoDate> {
  if ((await findOpenDate(tx, on, ...areas)) === on) return on
  const later = today > on ? today : on
  // Where no day is open at all, posting says so.
  return (await findOpenDate(tx, later, ...areas)) ?? later
}

/** The date itself, or the first day of the books for what was before them. Throws `refused` for a date in a closed period. */
export async function findDateInBooks(tx: Tx, date: IsoDate): Promise<IsoDate | undefined> {
  const periods = await periodsOf(tx)
  if (!periodOf(periods, date)) return nextOpenDate(periods, date)
  await requireOpenDate(tx, date)
  return date
}

/**
 * The day at whose end the old balances of `date` stand in these books: that day, or the first one of the books for the day before them, as
 * an old year is taken over at its end. Throws `refused` for an earlier day, which no old balance of today's books can be of.
 */
export async function findTakeoverDay(tx: Tx, date: IsoDate): Promise<IsoDate> {
  const [first] = (await periodsOf(tx)).map(({ startsOn }) => startsOn).toSorted()
  if (first === undefined || date >= first) return date
  const eve = addDays(first, -1)
  if (date === eve) return first
  throw refused(
    `The books begin on ${first}: take the old balances over as they were at the end of ${eve}, or open the earlier fiscal years first.`,
    { date },
  )
}

async function periodsOf(tx: Tx): Promise<Period[]> {
  const { workspaceId } = tx.scope
  const rows = await tx.prisma.period.findMany({ where: { workspaceId }, include: { reopening: true } })
  return rows.map(({ id, year, number, startsOn, endsOn, state, lockedAreas, reopening }) => ({
    id,
    year,
    number,
    startsOn: fromDbDate(startsOn),
    endsOn: fromDbDate(endsOn),
    // A reopening that has run out is as good as closed, before anybody has tidied up.
    state: state === 'closed' || (reopening && reopening.until <= tx.now) ? 'closed' : 'open',
    lockedAreas: lockedAreas as Area[],
    reopenedUntil: reopening?.until ?? null,
  }))
}
