import type { Tx } from '../../db/in-workspace.js'
import { addDays, type IsoDate, shortDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { getAccountFor } from './account-store.js'
import type { NewEntry } from './entry.js'
import { requireOpenDate } from './open-date.js'
import { postEntries } from './post-entries.js'
import { getLastSeal } from './seal-store.js'
import { dueOf, returnRef, settledAt, type TaxTotal } from './tax-return.js'
import {
  countReturnsOfYear,
  findFirstTaxDay,
  findLastReturn,
  insertReturn,
  listTaxAccounts,
  listTaxTotals,
  type TaxReturn,
} from './tax-return-store.js'

export type PlannedReturn = {
  ref: string
  startsOn: IsoDate
  endsOn: IsoDate
  /** Whether no return was closed before. */
  first: boolean
  seal: bigint
  totals: readonly TaxTotal[]
  dueMinor: bigint
  /** Moves the taxes to the settlement account; null where there are none. */
  entry: NewEntry | null
}

/**
 * What a return up to `endsOn` would freeze: everything sealed by now and in no return before. Entries posted later into its days fall
 * into the next. `postedOn` is when the taxes move to the settlement account. Throws `refused`.
 */
export async function planReturn(
  tx: Tx,
  endsOn: IsoDate,
  postedOn: IsoDate,
  baseCurrency: string,
  firstDay?: IsoDate,
): Promise<PlannedReturn> {
  const last = await findLastReturn(tx)
  if (last && endsOn <= last.endsOn)
    throw refused(
      `${last.ref} covers the days up to ${shortDate(last.endsOn)} already. Late entries are in the next return.`,
    )
  const startsOn = last ? dayAfter(last, firstDay) : await firstReturnDay(tx, endsOn, firstDay)
  const seal = await getLastSeal(tx)
  const previous = last && { endsOn: last.endsOn, seal: last.seal }
  const totals = await listTaxTotals(tx, { from: startsOn, to: endsOn, seal, previous })
  await requireOpenDate(tx, postedOn)
  const ref = returnRef(endsOn, await countReturnsOfYear(tx, endsOn.slice(0, 4)))
  const entry = await settlementEntry(tx, ref, totals, postedOn, baseCurrency)
  return { ref, startsOn, endsOn, first: !last, seal, totals, dueMinor: dueOf(totals), entry }
}

export async function closeReturn(
  tx: Tx,
  endsOn: IsoDate,
  postedOn: IsoDate,
  baseCurrency: string,
  firstDay?: IsoDate,
): Promise<PlannedReturn> {
  const planned = await planReturn(tx, endsOn, postedOn, baseCurrency, firstDay)
  if (planned.entry) await postEntries(tx, [planned.entry])
  await insertReturn(tx, { ...planned, id: tx.newId(), entryId: planned.entry?.id ?? null })
  if (planned.entry) await tx.outbox('journal.posted', { entryId: planned.entry.id })
  return planned
}

function dayAfter({ ref, endsOn }: TaxReturn, asked: IsoDate | undefined): IsoDate {
  const next = addDays(endsOn, 1)
  if (asked === undefined || asked === next) return next
  throw refused(
    `${ref} covers the days up to ${shortDate(endsOn)}: this return begins on ${shortDate(next)}. Leave \`from\` out.`,
  )
}

/** No later return reaches back to before the first one, so it begins with the books, unless it is said where the earlier system ended. */
async function firstReturnDay(tx: Tx, endsOn: IsoDate, asked: IsoDate | undefined): Promise<IsoDate> {
  const day = asked ?? (await findFirstTaxDay(tx)) ?? endsOn
  if (day <= endsOn) return day
  throw refused(`A return up to ${shortDate(endsOn)} can't begin on ${shortDate(day)}.`)
}

async function settlementEntry(
  tx: Tx,
  ref: string,
  totals: readonly TaxTotal[],
  date: IsoDate,
  currency: string,
): Promise<NewEntry | null> {
  const [output, input] = [(await getAccountFor(tx, 'tax-output')).id, (await getAccountFor(tx, 'tax-input')).id]
  const sums = settledAt(totals, await listTaxAccounts(tx), { output, input })
  const lines = [...sums].filter(([, minor]) => minor !== 0n)
  if (lines.length === 0) return null
  lines.push([(await getAccountFor(tx, 'tax-settlement')).id, -dueOf(totals)])
  return {
    id: tx.newId(),
    date,
    source: 'tax-return',
    memo: `Taxes of ${ref} to the settlement account`,
    idempotencyKey: `tax-return:${ref}`,
    postings: lines
      .filter(([, minor]) => minor !== 0n)
      .map(([accountId, minor]) => ({ accountId, amount: money(minor, currency) })),
  }
}
