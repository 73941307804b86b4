import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Chart } from '../../../lib/chart.js'
import { addDays, addMonths, addToMonth, type IsoDate, lastOfMonth, monthOf, shortDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { type BalanceSheet, balanceSheetOf, RESULT_OF_YEAR, type SheetRow } from '../../ledger/balance-sheet.js'
import { listBalances } from '../../ledger/balance-store.js'
import { getCarriedForward, listFiscalYears } from '../../ledger/year-end-store.js'
import { booksAsked, knownParams, knownWords } from '../books.js'
import { amount, cellsIn, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type Against, againstParam } from '../span.js'
import { laidOut } from './result-table.js'

export default defineReport({
  name: 'balance-sheet',
  title: 'Balance sheet',
  summary: 'What there is, what is owed, and what is the company’s own',
  params: { asof: { type: 'date', label: 'As of', required: false }, against: againstParam, ...knownParams },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { asof, against, ...known }, { workspace, today }) => {
    const asOf = asof ?? today
    const { baseCurrency: currency, timeZone } = workspace
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const years = await listFiscalYears(read)
    const sheet = await sheetOn(read, years, asOf, atSeal)
    const earlier = against && dayBefore(asOf, against as Against)
    const before = earlier ? await sheetOn(read, years, earlier, atSeal) : null
    const year = yearOf(years, asOf)
    return {
      summary: summaryOf(sheet, asOf, currency),
      ...tableOf(sheet, before && earlier ? { sheet: before, on: earlier } : null, currency, (row) =>
        behind(row, asOf, year?.startsOn, knownWords(known)),
      ),
      currency,
      asOf,
      from: null,
      to: asOf,
      chart: chartOf(sheet, before && earlier ? { sheet: before, on: earlier } : null, asOf, currency),
      notes: [note],
      ...sealed,
    }
  },
})

type Years = Awaited<ReturnType<typeof listFiscalYears>>

async function sheetOn(read: SqlScope, years: Years, asOf: IsoDate, atSeal: bigint | null): Promise<BalanceSheet> {
  const [balances, beforeYear] = await Promise.all([
    listBalances(read, asOf, atSeal),
    resultBefore(read, years, asOf, atSeal),
  ])
  return balanceSheetOf(balances, beforeYear)
}

/** The end of the month before, or the same day of the year before; the end of a month stays one. */
function dayBefore(asOf: IsoDate, against: Against): IsoDate {
  const months = against === 'last-year' ? 12 : 1
  const isEnd = asOf === lastOfMonth(monthOf(asOf))
  return isEnd || against === 'last-period' ? lastOfMonth(addToMonth(monthOf(asOf), -months)) : addMonths(asOf, -months)
}

/** What income and expense had come to before the year of a date, less what was carried over at its start. */
async function resultBefore(read: SqlScope, years: Years, asOf: IsoDate, atSeal: bigint | null): Promise<bigint> {
  const year = yearOf(years, asOf)
  if (!year) return 0n
  const before = await listBalances(read, addDays(year.startsOn, -1), atSeal)
  const open = before
    .filter(({ kind }) => kind === 'income' || kind === 'expense')
    .reduce((sum, { balance }) => sum + balance, 0n)
  return open + (await getCarriedForward(read, year.startsOn, atSeal))
}

const yearOf = (years: Years, day: IsoDate): Years[number] | undefined =>
  years.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)

type Earlier = { sheet: BalanceSheet; on: IsoDate } | null

/** How the sides have grown is seen at once; what they are made of is read. */
function chartOf(sheet: BalanceSheet, earlier: Earlier, asOf: IsoDate, currency: string): Chart {
  const series = (on: IsoDate, { sections }: BalanceSheet) => ({
    name: shortDate(on),
    values: sections.map(({ total }) => cellsIn(currency).major(total)),
  })
  return {
    kind: 'bar',
    title: 'Assets, liabilities and equity',
    unit: currency,
    categories: sheet.sections.map(({ title }) => title),
    series: [series(asOf, sheet), ...(earlier ? [series(earlier.on, earlier.sheet)] : [])],
  }
}

/** An account's entries; the result of the year by its months where they are whole, any other by the accounts that it is left on. */
function behind({ code, name }: Named, asOf: IsoDate, yearStart: IsoDate | undefined, asKnown: string): string {
  if (code !== '') return `journal list account:${code} to:${asOf}${asKnown}`
  if (yearStart === undefined) return `report trial-balance asof:${asOf}${asKnown}`
  if (name !== RESULT_OF_YEAR) return `report trial-balance asof:${addDays(yearStart, -1)}${asKnown}`
  return asOf === lastOfMonth(monthOf(asOf))
    ? `report profit-and-loss from:${monthOf(yearStart)} to:${monthOf(asOf)}${asKnown}`
    : `report trial-balance asof:${asOf}${asKnown}`
}

type Named = Pick<SheetRow, 'code' | 'name'>

function tableOf(sheet: BalanceSheet, earlier: Earlier, currency: string, explain: (row: Named) => string) {
  const cells = cellsIn(currency)
  const row = (names: Row, now: bigint, before: bigint): Row => ({
    ...names,
    balance: cells.amount(now),
    ...(earlier ? { before: cells.amount(before), change: cells.amount(now - before) } : {}),
  })
  return laidOut(
    [
      text('code', 'Account'),
      text('name', 'Name'),
      amount('balance', 'Balance'),
      ...(earlier ? [amount('before', shortDate(earlier.on)), amount('change', 'Change')] : []),
    ],
    sheet.sections.map(({ title, rows, total }, at) => {
      const old = earlier?.sheet.sections[at]
      return {
        own: pairsOf(rows, old?.rows ?? []).map(({ code, name, balance, before }) => ({
          row: row({ code, name }, balance, before),
          command: explain({ code, name }),
        })),
        closing: row({ code: title, name: 'Total' }, total, old?.total ?? 0n),
      }
    }),
    row({ code: 'Difference' }, sheet.difference, earlier?.sheet.difference ?? 0n),
  )
}

/** Each row with what it was; those that are gone since stand where their code puts them, results last. */
function pairsOf(rows: readonly SheetRow[], old: readonly SheetRow[]): (SheetRow & { before: bigint })[] {
  const same = (a: SheetRow, b: SheetRow) => a.code === b.code && (a.code !== '' || a.name === b.name)
  const now = rows.map((row) => ({ ...row, before: old.find((each) => same(each, row))?.balance ?? 0n }))
  const gone = old
    .filter((each) => !rows.some((row) => same(each, row)))
    .map((each) => ({ ...each, balance: 0n, before: each.balance }))
  const order = ({ code }: SheetRow) => code || '~'
  return gone.length === 0 ? now : [...now, ...gone].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

const summaryOf = ({ sections: [assets], difference }: BalanceSheet, asOf: IsoDate, currency: string): string =>
  difference === 0n
    ? `${formatMoney(money(assets.total, currency))} on either side, ${shortDate(asOf)}`
    : `out of balance by ${formatMoney(money(difference, currency))}, ${shortDate(asOf)}`
