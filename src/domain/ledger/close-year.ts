import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { addDays, dateIn } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { getWorkspace } from '../people/workspace-store.js'
import type { Account } from './account.js'
import { getAccountFor, listAccounts } from './account-store.js'
import { baseCurrencyOf } from './base-rate.js'
import type { NewEntry, NewPosting } from './entry.js'
import { foreignLines } from './old-balance.js'
import { postEntries } from './post-entries.js'
import {
  type ClosingLine,
  type FiscalYear,
  getFiscalYear,
  holdYearEnd,
  listClosedYears,
  listClosingLines,
  listEndedYears,
  openClosingPeriod,
  saveYearEnd,
  type YearReopening,
} from './year-end-store.js'

export type PlannedYearEnd = {
  year: FiscalYear
  /** Null: nothing is missing. */
  entry: NewEntry | null
  /** What goes to retained earnings; a profit is above zero. */
  resultMinor: bigint
  /** It was closed before: this is what came late. */
  late: boolean
  accounts: readonly Account[]
}

/**
 * What would bring a year to be closed, or (`closed` false) open again. The entry is dated on the first day of the next year, in a
 * period of its own: the year's last day stays as it was, and profit and loss leaves it out.
 */
export async function planYearEnd(tx: Tx, year: number, closed: boolean): Promise<PlannedYearEnd> {
  const fiscal = await getFiscalYear(sqlInTx(tx), year)
  const { entries, state } = await holdYearEnd(tx, year)
  if (!closed && state !== 'closed') throw refused(`${year} is not closed.`)
  if (closed) await refuseTooEarly(tx, fiscal)
  await openClosingPeriod(tx, year)
  const lines = await listClosingLines(sqlInTx(tx), year, closed)
  const retained = await getAccountFor(tx, 'retained-earnings')
  const base = await baseCurrencyOf(tx)
  const resultMinor = lines.reduce((sum, { baseMinor }) => sum + baseMinor, 0n)
  const id = tx.newId()
  const entry: NewEntry = {
    id,
    date: addDays(fiscal.endsOn, 1),
    source: 'year-end',
    memo: closed ? `Result of ${year} to retained earnings` : `Closing of ${year} taken back`,
    idempotencyKey: `year-end:${year}:${entries + 1}`,
    postings: [
      ...lines.flatMap(closingPostings),
      ...(resultMinor === 0n && !isForeignAlone(lines, base)
        ? []
        : [{ accountId: retained.id, amount: { minor: -resultMinor, currency: base }, baseMinor: -resultMinor }]),
    ],
  }
  const accounts = await listAccounts(sqlInTx(tx))
  return { year: fiscal, entry: lines.length === 0 ? null : entry, resultMinor, late: state === 'closed', accounts }
}

/** Entries of one currency alone have to balance in it, and these balance in what they are worth: a line in the base currency says so. */
const isForeignAlone = (lines: readonly ClosingLine[], base: string): boolean =>
  lines.length > 0 && lines.every(({ currency }) => currency !== base && currency === lines[0]?.currency)

const closingPostings = ({ accountId, currency, department, amountMinor, baseMinor }: ClosingLine): NewPosting[] =>
  foreignLines(accountId, { minor: amountMinor, currency }, baseMinor).map((line) => ({
    ...line,
    ...(department !== '' && { department }),
  }))

async function refuseTooEarly(tx: Tx, { year, endsOn }: FiscalYear): Promise<void> {
  const { timeZone } = await getWorkspace(sqlInTx(tx))
  if (dateIn(timeZone, tx.now) <= endsOn) throw refused(`${year} ends on ${endsOn}; it can be closed after that.`)
}

/** Closes a year, or posts what came late to one that is closed: done twice, it posts nothing the second time. */
export async function closeYear(tx: Tx, year: number): Promise<PlannedYearEnd> {
  return settle(tx, year, null)
}

/** Takes the closing of a year back until then, so that it reads as before. Throws `refused` where it isn't closed. */
export async function reopenYear(tx: Tx, year: number, by: YearReopening): Promise<PlannedYearEnd> {
  return settle(tx, year, by)
}

async function settle(tx: Tx, year: number, reopened: YearReopening | null): Promise<PlannedYearEnd> {
  const closed = reopened === null
  const planned = await planYearEnd(tx, year, closed)
  const { id, entries, state } = await holdYearEnd(tx, year)
  if (planned.entry) {
    await postEntries(tx, [planned.entry])
    await tx.outbox('journal.posted', { entryId: planned.entry.id })
  }
  const wanted = closed ? 'closed' : 'open'
  if (planned.entry || state !== wanted)
    await saveYearEnd(tx, { id, year, state: wanted, reopened, entries: entries + (planned.entry ? 1 : 0) })
  return planned
}

/** Closes the years again that were open for a time which is over. Answers which. */
export async function endYearReopenings(tx: Tx): Promise<number[]> {
  const ended = await listEndedYears(tx)
  for (const year of ended) await closeYear(tx, year)
  return ended
}

/** Posts what came late to years that are closed. Answers the years that it touched. */
export async function closeLateEntries(tx: Tx): Promise<number[]> {
  const touched: number[] = []
  for (const year of await listClosedYears(tx)) if ((await closeYear(tx, year)).entry) touched.push(year)
  return touched
}
