import type { SqlScope } from '../../db/sql-workspace.js'
import { addDays, type IsoDate, shortDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import type { Cell, Row } from '../../lib/table.js'
import { type BalanceSheet, balanceSheetOf } from '../ledger/balance-sheet.js'
import { getPosition, listBalances } from '../ledger/balance-store.js'
import { getCarriedForward, listFiscalYears } from '../ledger/year-end-store.js'
import { defineReport } from './define-report.js'

export default defineReport({
  name: 'balance-sheet',
  title: 'Balance sheet',
  summary: 'What there is, what is owed, and what is the company’s own',
  params: {
    asof: { type: 'date', label: 'As of', required: false },
    seal: { type: 'integer', label: 'Seal', required: false, hint: 'as the books were known at that seal' },
  },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { asof, seal }, { workspace, today }) => {
    const asOf = asof ?? today
    const atSeal = seal === undefined ? null : BigInt(seal)
    const [balances, beforeYear, position] = await Promise.all([
      listBalances(read, asOf, atSeal),
      resultBefore(read, asOf, atSeal),
      getPosition(read),
    ])
    const sheet = balanceSheetOf(balances, beforeYear)
    const tail = atSeal === null ? position.unsealed : 0
    const amount = (minor: bigint): Cell => ({ money: money(minor, workspace.baseCurrency) })
    return {
      summary: summaryOf(sheet, asOf, workspace.baseCurrency),
      columns: [
        { key: 'code', label: 'Account', type: 'text' },
        { key: 'name', label: 'Name', type: 'text' },
        { key: 'balance', label: 'Balance', type: 'money' },
      ],
      rows: sheet.sections.flatMap(({ title, rows, total }): Row[] => [
        ...rows.map(({ code, name, balance }) => ({ code, name, balance: amount(balance) })),
        { code: title, name: 'Total', balance: amount(total) },
      ]),
      totals: { code: 'Difference', balance: amount(sheet.difference) },
      currency: workspace.baseCurrency,
      asOf,
      from: null,
      to: asOf,
      notes: [
        tail === 0
          ? `Seal ${atSeal ?? position.sealNumber}.`
          : `Seal ${position.sealNumber} and ${tail} ${tail === 1 ? 'entry' : 'entries'} posted since.`,
      ],
      explain: sheet.sections.flatMap(({ rows }) => [
        ...rows.map(({ code }) =>
          code === '' ? `report run profit-and-loss to:${asOf.slice(0, 7)}` : `journal list account:${code} to:${asOf}`,
        ),
        `report run trial-balance asof:${asOf}`,
      ]),
      ...(tail === 0 ? { sealNumber: atSeal ?? position.sealNumber } : {}),
    }
  },
})

/** What income and expense had come to before the year of a date, less what was carried over at its start. */
async function resultBefore(read: SqlScope, asOf: IsoDate, atSeal: bigint | null): Promise<bigint> {
  const year = (await listFiscalYears(read)).find(({ startsOn, endsOn }) => startsOn <= asOf && asOf <= endsOn)
  if (!year) return 0n
  const before = await listBalances(read, addDays(year.startsOn, -1), atSeal)
  const open = before
    .filter(({ kind }) => kind === 'income' || kind === 'expense')
    .reduce((sum, { balance }) => sum + balance, 0n)
  return open + (await getCarriedForward(read, year.startsOn, atSeal))
}

const summaryOf = ({ sections: [assets], difference }: BalanceSheet, asOf: IsoDate, currency: string): string =>
  difference === 0n
    ? `${formatMoney(money(assets.total, currency))} on either side, ${shortDate(asOf)}`
    : `out of balance by ${formatMoney(money(difference, currency))}, ${shortDate(asOf)}`
