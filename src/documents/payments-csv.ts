import { spacedRouting } from '../lib/domestic-account.js'
import type { Money } from '../lib/money.js'
import { tableCsv } from './table-csv.js'

export type DomesticTransfer = {
  endToEndId: string
  amount: Money
  creditor: { name: string; routing: string; number: string }
  remittance: string
}

/**
 * A payment run as CSV, for banks that take no ISO 20022 file: a row a payment, which the bank's upload maps to its own columns. The sort
 * code is written as people read it, so that a spreadsheet keeps its zeros.
 */
export const paymentsCsv = (payOn: string, transfers: readonly DomesticTransfer[]): string =>
  tableCsv({
    columns: [
      { key: 'date', label: 'Payment date', type: 'date' },
      { key: 'name', label: 'Payee name', type: 'text' },
      { key: 'routing', label: 'Routing number or sort code', type: 'text' },
      { key: 'number', label: 'Account number', type: 'text' },
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'reference', label: 'Reference', type: 'text' },
      { key: 'ours', label: 'Our reference', type: 'text' },
    ],
    rows: transfers.map(({ endToEndId, amount, creditor, remittance }) => ({
      date: { date: payOn },
      name: creditor.name,
      routing: spacedRouting(creditor.routing),
      number: creditor.number,
      amount: { money: amount },
      reference: remittance,
      ours: endToEndId,
    })),
  })
