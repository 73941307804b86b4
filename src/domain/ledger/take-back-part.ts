import type { Tx } from '../../db/in-workspace.js'
import { addToMonth, firstOfMonth, type IsoDate } from '../../lib/dates.js'
import { divideRounded, money } from '../../lib/money.js'
import type { NewPosting } from './entry.js'
import { postEntries } from './post-entries.js'
import { heldOf, type ReleaseSchedule } from './release.js'
import { listRunning, type ScheduleWithReleases, stopSchedule } from './release-store.js'
import { scheduleRelease } from './schedule-release.js'

/** Which part of what a schedule holds is taken back, as a fraction; null: none of it. */
export type TakenPart = (
  schedule: Pick<ReleaseSchedule, 'intoAccountId' | 'endsOn' | 'memo'>,
) => { part: bigint; of: bigint } | null

type Taken = { schedule: ScheduleWithReleases; minor: bigint; baseMinor: bigint }

/**
 * Takes back part of what the schedules of a document still hold, for a credit that turns all of its income (or cost): each that it
 * touches ends, the part goes back into what the credit turns, and what is left is spread over the days that are left. Posts nothing
 * where nothing is held.
 */
export async function takeBackPart(
  tx: Tx,
  of: { invoiceId: string } | { billId: string },
  credit: { name: string; date: IsoDate },
  partOf: TakenPart,
): Promise<void> {
  const taken: Taken[] = []
  for (const schedule of await listRunning(tx, of)) {
    const fraction = partOf(schedule)
    const held = heldOf(schedule, schedule.releases)
    if (fraction === null || held.amountMinor === 0n) continue
    const minor = divideRounded(held.amountMinor * fraction.part, fraction.of)
    const baseMinor = divideRounded(held.baseMinor * fraction.part, fraction.of)
    await stopSchedule(tx, schedule.id, credit.date)
    const left = { minor: held.amountMinor - minor, base: held.baseMinor - baseMinor }
    if (left.minor > 0n) await spreadRest(tx, schedule, left, credit.date)
    if (minor !== 0n) taken.push({ schedule, minor, baseMinor })
  }
  if (taken.length === 0) return
  const id = tx.newId()
  const source = 'invoiceId' in of ? 'sales-deferral' : 'purchase-deferral'
  const memo = `No longer spread: ${credit.name}`
  const postings = taken.flatMap((each) => turned(each, of))
  await postEntries(tx, [{ id, date: credit.date, source, memo, idempotencyKey: `deferral-back:${id}`, postings }])
}

/** What is left, over the days after the last month that was released. */
async function spreadRest(
  tx: Tx,
  schedule: ScheduleWithReleases,
  left: { minor: bigint; base: bigint },
  on: IsoDate,
): Promise<void> {
  const last = schedule.releases.at(-1)?.month
  const { kind, memo, currency, startsOn, endsOn, intoAccountId, department, companyId, dealId, invoiceId, billId } =
    schedule
  await scheduleRelease(tx, {
    kind,
    memo,
    amount: money(left.minor, currency),
    baseMinor: left.base,
    from: last === undefined ? startsOn : firstOfMonth(addToMonth(last, 1)),
    to: endsOn,
    recognisedOn: on,
    intoAccountId,
    department,
    companyId,
    dealId,
    ...(invoiceId && { invoiceId }),
    ...(billId && { billId }),
  })
}

function turned({ schedule, minor, baseMinor }: Taken, of: { invoiceId: string } | { billId: string }): NewPosting[] {
  const side = schedule.kind === 'deferred_revenue' ? 1n : -1n
  const line = (accountId: string, sign: bigint) => ({
    accountId,
    amount: money(sign * minor, schedule.currency),
    baseMinor: sign * baseMinor,
    ...of,
    ...(schedule.companyId && { companyId: schedule.companyId }),
    ...(schedule.department && { department: schedule.department }),
  })
  return [line(schedule.heldAccountId, side), line(schedule.intoAccountId, -side)]
}
