import { addDays, type IsoDate, monthOf } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { listBankAccounts } from '../../banking/bank-account-store.js'
import { listAccounts } from '../../ledger/account-store.js'
import { listBalances } from '../../ledger/balance-store.js'
import { listAllMovements } from '../../ledger/monthly-store.js'
import { booksAsked, knownParams, knownWords } from '../books.js'
import { amount, cellsIn, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import {
  type Against,
  againstLabel,
  againstParam,
  type MonthSpan,
  monthParams,
  monthsAsked,
  type Span,
  spanBefore,
} from '../span.js'
import { type CashLine, cashLinesOf, sectionOf } from './cash-flow-rules.js'
import { laidOut } from './result-table.js'

const USUAL_MONTHS = 3
const SECTIONS = [
  ['operating', 'From operations'],
  ['investing', 'From investments'],
  ['financing', 'From financing'],
] as const

export default defineReport({
  name: 'cash-flow',
  title: 'Cash flow',
  summary: 'What changed the money, by month: operations, investments, financing',
  params: { ...monthParams, against: againstParam, ...knownParams },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { from, to, against: beside, ...known }, { workspace, today }) => {
    const against = beside as Against | undefined
    const { baseCurrency: currency, timeZone } = workspace
    const span = monthsAsked({ from, to }, today, USUAL_MONTHS)
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const movedIn = ({ from, to }: Span) => listAllMovements(read, { from: monthOf(from), to: monthOf(to) }, atSeal)
    const [movements, banks, accounts] = await Promise.all([movedIn(span), listBankAccounts(read), listAccounts(read)])
    const purposes = new Map(accounts.map(({ id, purpose }) => [id, purpose]))
    const bankIds = new Set(banks.map(({ accountId }) => accountId))
    const cashOn = async (asOf: IsoDate): Promise<bigint> =>
      (await listBalances(read, asOf, atSeal))
        .filter((each) => sectionOf({ ...each, purpose: purposes.get(each.accountId) ?? null }, bankIds) === 'cash')
        .reduce((sum, { balance }) => sum + balance, 0n)
    const [opening, closing] = await Promise.all([cashOn(addDays(span.from, -1)), cashOn(span.to)])
    const { lines, net } = cashLinesOf(movements, bankIds)
    const earlier = against ? cashLinesOf(await movedIn(spanBefore(span, against)), bankIds).lines : null
    const change = closing - opening
    const moved = [...net.values()].reduce((sum, minor) => sum + minor, 0n)
    const said = (minor: bigint) => formatMoney(money(minor, currency))
    return {
      summary: `${said(opening)} at the start, ${said(closing)} at the end, ${said(change)} between`,
      ...tableOf(
        against && earlier ? besides(lines, earlier, againstLabel(against)) : byMonth(lines, span),
        span,
        currency,
        knownWords(known),
      ),
      currency,
      asOf: today,
      from: span.from,
      to: span.to,
      chart: {
        kind: 'bar',
        title: 'Net change of money',
        unit: currency,
        categories: span.months.slice(-12),
        series: [
          { name: 'Net', values: span.months.slice(-12).map((month) => cellsIn(currency).major(net.get(month) ?? 0n)) },
        ],
      },
      notes: [
        'By the indirect method: what came in is positive.',
        moved === change
          ? 'Agrees with the accounts of money.'
          : `Differs from the accounts of money by ${said(change - moved)}.`,
        note,
      ],
      ...sealed,
    }
  },
})

/** Lines with their amounts by the columns of the table, the last of them what the line comes to. */
type Laid = { lines: readonly CashLine[]; columns: readonly { key: string; label: string }[] }

const whole = ({ months }: CashLine): bigint => [...months.values()].reduce((sum, minor) => sum + minor, 0n)

const byMonth = (lines: readonly CashLine[], { months }: MonthSpan): Laid => ({
  lines: lines.map((line) => ({ ...line, months: new Map([...line.months, ['total', whole(line)]]) })),
  columns: [...months.map((month) => ({ key: month, label: month })), { key: 'total', label: 'Total' }],
})

/** Each line beside what it was before; also one that has nothing now. */
function besides(now: readonly CashLine[], before: readonly CashLine[], label: string): Laid {
  const same = (a: CashLine) => (b: CashLine) => a.section === b.section && a.code === b.code
  const gone = before.filter((each) => !now.some(same(each))).map((each) => ({ ...each, months: new Map() }))
  return {
    lines: [...now, ...gone].map((line) => {
      const earlier = before.find(same(line))
      const [is, was] = [whole(line), earlier ? whole(earlier) : 0n]
      return {
        ...line,
        months: new Map([
          ['total', is],
          ['before', was],
          ['change', is - was],
        ]),
      }
    }),
    columns: [
      { key: 'total', label: 'Total' },
      { key: 'before', label },
      { key: 'change', label: 'Difference' },
    ],
  }
}

function tableOf({ lines, columns }: Laid, { from, to }: MonthSpan, currency: string, asKnown: string) {
  const cells = cellsIn(currency)
  const row = (names: Row, own: readonly CashLine[]): Row => {
    const sum = (key: string) => own.reduce((total, { months }) => total + (months.get(key) ?? 0n), 0n)
    return {
      ...names,
      ...Object.fromEntries(
        columns.map(({ key }) => [key, key === 'total' ? cells.amount(sum(key)) : cells.some(sum(key))]),
      ),
    }
  }
  return laidOut(
    [text('code', 'Account'), text('name', 'What'), ...columns.map(({ key, label }) => amount(key, label))],
    SECTIONS.map(([section, title]) => {
      const own = lines.filter((line) => line.section === section)
      return {
        own: own.map((line) => ({
          row: row({ code: line.code, name: line.name }, [line]),
          command:
            line.code === ''
              ? `report profit-and-loss from:${monthOf(from)} to:${monthOf(to)}${asKnown}`
              : `journal list account:${line.code} from:${from} to:${to} pre-closing:yes${asKnown}`,
        })),
        closing: row({ code: '', name: title }, own),
      }
    }).filter(({ own }) => own.length > 0),
    row({ code: '', name: 'Net change' }, lines),
  )
}
