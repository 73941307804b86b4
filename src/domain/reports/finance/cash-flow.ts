import { addDays, type IsoDate, monthOf } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { listBankAccounts } from '../../banking/bank-account-store.js'
import { listAccounts } from '../../ledger/account-store.js'
import { listBalances } from '../../ledger/balance-store.js'
import { listAllMovements } from '../../ledger/monthly-store.js'
import { booksAsked, knownParams } from '../books.js'
import { amount, cellsIn, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type MonthSpan, monthParams, monthsAsked } from '../span.js'
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
  params: { ...monthParams, ...knownParams },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { from, to, ...known }, { workspace, today }) => {
    const { baseCurrency: currency, timeZone } = workspace
    const span = monthsAsked({ from, to }, today, USUAL_MONTHS)
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const [movements, banks, accounts] = await Promise.all([
      listAllMovements(read, { from: monthOf(span.from), to: monthOf(span.to) }, atSeal),
      listBankAccounts(read),
      listAccounts(read),
    ])
    const purposes = new Map(accounts.map(({ id, purpose }) => [id, purpose]))
    const bankIds = new Set(banks.map(({ accountId }) => accountId))
    const cashOn = async (asOf: IsoDate): Promise<bigint> =>
      (await listBalances(read, asOf, atSeal))
        .filter((each) => sectionOf({ ...each, purpose: purposes.get(each.accountId) ?? null }, bankIds) === 'cash')
        .reduce((sum, { balance }) => sum + balance, 0n)
    const [opening, closing] = await Promise.all([cashOn(addDays(span.from, -1)), cashOn(span.to)])
    const { lines, net } = cashLinesOf(movements, bankIds)
    const change = closing - opening
    const moved = [...net.values()].reduce((sum, minor) => sum + minor, 0n)
    const said = (minor: bigint) => formatMoney(money(minor, currency))
    return {
      summary: `${said(opening)} at the start, ${said(closing)} at the end, ${said(change)} between`,
      ...tableOf(lines, span, currency),
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

function tableOf(lines: readonly CashLine[], { months, from, to }: MonthSpan, currency: string) {
  const cells = cellsIn(currency)
  const row = (names: Row, own: readonly CashLine[]): Row => {
    const sum = (of: (line: CashLine) => bigint) => own.reduce((total, line) => total + of(line), 0n)
    const whole = ({ months: sums }: CashLine) => [...sums.values()].reduce((total, minor) => total + minor, 0n)
    return {
      ...names,
      ...Object.fromEntries(months.map((month) => [month, cells.some(sum((line) => line.months.get(month) ?? 0n))])),
      total: cells.amount(sum(whole)),
    }
  }
  return laidOut(
    [
      text('code', 'Account'),
      text('name', 'What'),
      ...months.map((month) => amount(month, month)),
      amount('total', 'Total'),
    ],
    SECTIONS.map(([section, title]) => {
      const own = lines.filter((line) => line.section === section)
      return {
        own: own.map((line) => ({
          row: row({ code: line.code, name: line.name }, [line]),
          command:
            line.code === ''
              ? `report profit-and-loss from:${monthOf(from)} to:${monthOf(to)}`
              : `journal list account:${line.code} from:${from} to:${to}`,
        })),
        closing: row({ code: '', name: title }, own),
      }
    }).filter(({ own }) => own.length > 0),
    row({ code: '', name: 'Net change' }, lines),
  )
}
