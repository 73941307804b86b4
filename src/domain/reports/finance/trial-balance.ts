import { shortDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { listBalances } from '../../ledger/balance-store.js'
import { type TrialBalance, trialBalanceOf } from '../../ledger/trial-balance.js'
import { booksAsked, knownParams, knownWords } from '../books.js'
import { amount, cellsIn, text } from '../cells.js'
import { defineReport } from '../define-report.js'

export default defineReport({
  name: 'trial-balance',
  title: 'Trial balance',
  summary: 'Every account with its balance; debits equal credits',
  params: { asof: { type: 'date', label: 'As of', required: false }, ...knownParams },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { asof, ...known }, { workspace, today }) => {
    const asOf = asof ?? today
    const { baseCurrency: currency, timeZone } = workspace
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const { rows, totals } = trialBalanceOf(await listBalances(read, asOf, atSeal))
    const cells = cellsIn(currency)
    return {
      summary: summaryOf(totals, asOf, currency),
      columns: [
        text('code', 'Account'),
        text('name', 'Name'),
        amount('debit', 'Debit'),
        amount('credit', 'Credit'),
        amount('balance', 'Balance'),
      ],
      rows: rows.map(({ code, name, debit, credit, balance }) => ({
        code,
        name,
        debit: cells.some(debit),
        credit: cells.some(credit),
        balance: cells.amount(balance),
      })),
      totals: {
        code: 'Total',
        debit: cells.amount(totals.debit),
        credit: cells.amount(totals.credit),
        balance: cells.amount(totals.balance),
      },
      currency,
      asOf,
      from: null,
      to: asOf,
      notes: [note],
      explain: rows.map(({ code }) => `journal list account:${code} to:${asOf}${knownWords(known)}`),
      ...sealed,
    }
  },
})

const summaryOf = ({ debit, balance }: TrialBalance['totals'], asOf: string, currency: string): string =>
  balance === 0n
    ? `${formatMoney(money(debit, currency))} on either side, ${shortDate(asOf)}`
    : `out of balance by ${formatMoney(money(balance, currency))}, ${shortDate(asOf)}`
