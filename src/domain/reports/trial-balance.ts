import { shortDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import type { Cell } from '../../lib/table.js'
import { getPosition, listBalances } from '../ledger/balance-store.js'
import { periodLabel, periodOf } from '../ledger/period.js'
import { listPeriods } from '../ledger/period-store.js'
import { type TrialBalance, trialBalanceOf } from '../ledger/trial-balance.js'
import { defineReport } from './define-report.js'

/** Sealed first (by who runs it), so that the seal it names is everything there is; entries that came in between are said. */
export default defineReport({
  name: 'trial-balance',
  title: 'Trial balance',
  summary: 'Every account with its balance; debits equal credits',
  params: {
    asof: { type: 'date', label: 'As of', required: false },
    seal: { type: 'integer', label: 'Seal', required: false, hint: 'as the books were known at that seal' },
  },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { asof, seal }, { workspace, today }) => {
    const asOf = asof ?? today
    const atSeal = seal === undefined ? null : BigInt(seal)
    const [balances, position, periods] = await Promise.all([
      listBalances(read, asOf, atSeal),
      getPosition(read),
      listPeriods(read),
    ])
    const { rows, totals } = trialBalanceOf(balances)
    const amount = (minor: bigint): Cell => ({ money: money(minor, workspace.baseCurrency) })
    const column = (minor: bigint): Cell => (minor === 0n ? null : amount(minor))
    const tail = atSeal === null ? position.unsealed : 0
    const period = periodOf(periods, asOf)
    return {
      summary: summaryOf(totals, asOf, workspace.baseCurrency),
      columns: [
        { key: 'code', label: 'Account', type: 'text' },
        { key: 'name', label: 'Name', type: 'text' },
        { key: 'debit', label: 'Debit', type: 'money' },
        { key: 'credit', label: 'Credit', type: 'money' },
        { key: 'balance', label: 'Balance', type: 'money' },
      ],
      rows: rows.map((row) => ({
        code: row.code,
        name: row.name,
        debit: column(row.debit),
        credit: column(row.credit),
        balance: amount(row.balance),
      })),
      totals: {
        code: 'Total',
        debit: amount(totals.debit),
        credit: amount(totals.credit),
        balance: amount(totals.balance),
      },
      currency: workspace.baseCurrency,
      asOf,
      from: null,
      to: asOf,
      notes: [
        ...(period ? [`Period ${periodLabel(period)} is ${period.state}.`] : []),
        tail === 0
          ? `Seal ${atSeal ?? position.sealNumber}.`
          : `Seal ${position.sealNumber} and ${tail} ${tail === 1 ? 'entry' : 'entries'} posted since.`,
      ],
      explain: rows.map((row) => `journal list account:${row.code} to:${asOf}`),
      ...(tail === 0 ? { sealNumber: atSeal ?? position.sealNumber } : {}),
    }
  },
})

const summaryOf = ({ debit, balance }: TrialBalance['totals'], asOf: string, currency: string): string =>
  balance === 0n
    ? `${formatMoney(money(debit, currency))} on either side, ${shortDate(asOf)}`
    : `out of balance by ${formatMoney(money(balance, currency))}, ${shortDate(asOf)}`
