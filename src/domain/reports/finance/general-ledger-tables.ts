import { counted } from '../../../lib/counted.js'
import { type IsoDate, type IsoMonth, lastOfMonth, monthOf } from '../../../lib/dates.js'
import type { Row } from '../../../lib/table.js'
import { amount, cellsIn, day, text, total } from '../cells.js'
import type { Span } from '../span.js'
import { leftLine, type PostingsPage } from './account-postings.js'
import type { AccountPosting, AccountSum, MonthSum } from './general-ledger-store.js'

/** Every account: opening, movement, closing, and the command that lists its postings. */
export function accountsTable(sums: readonly AccountSum[], { from, to }: Span, currency: string, asKnown: string) {
  const cells = cellsIn(currency)
  const figures = (opening: bigint, movement: bigint): Row => ({
    opening: cells.amount(opening),
    movement: cells.amount(movement),
    closing: cells.amount(opening + movement),
  })
  return {
    columns: [
      text('code', 'Account'),
      text('name', 'Name'),
      amount('opening', 'Opening'),
      amount('movement', 'Movement'),
      amount('closing', 'Closing'),
    ],
    rows: sums.map(({ code, name, openingMinor, movementMinor }) => ({
      code,
      name,
      ...figures(openingMinor, movementMinor),
    })),
    totals: {
      code: 'Total',
      ...figures(
        total(sums, ({ openingMinor }) => openingMinor),
        total(sums, ({ movementMinor }) => movementMinor),
      ),
    },
    explain: sums.map(
      ({ code }) => `report general-ledger account:${code} from:${monthOf(from)} to:${monthOf(to)}${asKnown}`,
    ),
  }
}

/** A line of the ledger; `entry` is undefined where it stands for entries that are not shown. */
type Line = Omit<AccountPosting, 'entry'> & { entry?: string | null }

/**
 * Every posting of one account with the balance after it; what one may not see is a line at the end of its month. Of a page what was
 * before is in the opening balance, and what follows is one line.
 */
export function postingsTable(
  part: PostingsPage,
  hidden: readonly MonthSum[],
  { opening: atStart, currency, to }: { opening: bigint; currency: string; to: IsoDate },
) {
  const { postings: shown, skipped, skippedMinor } = part
  const more = leftLine(part, to)
  const postings: readonly Line[] =
    skipped + more.length === 0 ? inOrder(shown, hidden) : [...shown, ...more, ...hidden.map(restrictedLine)]
  const opening = atStart + skippedMinor
  const cells = cellsIn(currency)
  const balances = new Map<IsoMonth, bigint>()
  let balance = opening
  const rows = postings.map(({ entry, date, source, memo, company, minor }): Row => {
    balance += minor
    balances.set(monthOf(date), balance)
    return {
      entry: entry === null ? 'not sealed yet' : (entry ?? ''),
      date: { date },
      source,
      memo,
      company,
      amount: cells.amount(minor),
      balance: cells.amount(balance),
    }
  })
  return {
    columns: [
      text('entry', 'Entry'),
      day('date', 'Date'),
      text('source', 'Source'),
      text('memo', 'Memo'),
      text('company', 'Company'),
      amount('amount', 'Amount'),
      amount('balance', 'Balance'),
    ],
    rows: [{ entry: 'Opening', balance: cells.amount(opening) }, ...rows],
    totals: { entry: 'Closing', amount: cells.amount(balance - opening), balance: cells.amount(balance) },
    explain: [null, ...postings.map(({ entry }) => (entry ? `journal show ${entry}` : null))],
    closing: balance,
    months: [...balances].map(([month, balance]) => ({ month, balance })),
  }
}

const inOrder = (shown: readonly AccountPosting[], hidden: readonly MonthSum[]): readonly Line[] =>
  hidden.length === 0
    ? shown
    : [...shown, ...hidden.map(restrictedLine)].sort((one, other) =>
        one.date < other.date ? -1 : +(one.date > other.date),
      )

const restrictedLine = ({ month, minor }: MonthSum): Line => ({
  date: lastOfMonth(month),
  source: '',
  memo: 'Entries on restricted accounts',
  company: null,
  minor,
})

/** What a restricted account came to, a month a row. */
export function monthsTable(months: readonly MonthSum[], currency: string) {
  const cells = cellsIn(currency)
  const moved = total(months, ({ minor }) => minor)
  return {
    columns: [text('month', 'Month'), amount('amount', 'Movement')],
    rows: months.map(({ month, minor }) => ({ month, amount: cells.amount(minor) })),
    totals: { month: 'Movement', amount: cells.amount(moved) },
    summary: `${counted(months.length, 'month')}, totals only`,
    explain: months.map(() => null),
  }
}
