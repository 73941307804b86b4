import { methodName } from '../../../domain/billing/payment.js'
import type { PaymentRow, PaymentUse } from '../../../domain/billing/payment-list-store.js'
import { shortDate } from '../../../lib/dates.js'
import { money, toDecimal } from '../../../lib/money.js'
import { moneyCell } from '../cells.js'
import type { Table } from '../reply.js'

/** What went out is below zero here, so that a column can be read as the bank would. */
export const paymentTable = (rows: readonly PaymentRow[]): Table => ({
  columns: [
    { key: 'payment', label: 'Payment', type: 'text' },
    { key: 'date', label: 'Date', type: 'date' },
    { key: 'party', label: 'By or to', type: 'text' },
    { key: 'amount', label: 'Amount', type: 'money' },
    { key: 'held', label: 'On account', type: 'money' },
    { key: 'note', label: 'Note', type: 'text' },
  ],
  rows: rows.map((row) => ({
    payment: row.ref,
    date: { date: row.date },
    party: row.party.name,
    amount: { money: signed(row) },
    held: moneyCell(row.held.minor === 0n ? null : row.held),
    note: noteOf(row),
  })),
})

const signed = ({ amount, direction }: PaymentRow) =>
  direction === 'in' ? amount : money(-amount.minor, amount.currency)

const noteOf = ({ method, reference, reversedOn }: PaymentRow): string =>
  [
    reversedOn && `reversed on ${shortDate(reversedOn)}`,
    method !== 'bank' && methodName[method].toLowerCase(),
    reference,
  ]
    .filter(Boolean)
    .join('; ')

export const useTable = (uses: readonly PaymentUse[]): Table => ({
  columns: [
    { key: 'document', label: 'Document', type: 'text' },
    { key: 'date', label: 'Since', type: 'date' },
    { key: 'amount', label: 'Amount', type: 'money' },
    { key: 'until', label: 'Taken back', type: 'date' },
  ],
  rows: uses.map((use) => ({
    document: use.name,
    date: { date: use.date },
    amount: { money: use.amount },
    until: use.reversedOn && { date: use.reversedOn },
  })),
})

/** A payment for `--json`. */
export const paymentData = (row: PaymentRow) => ({
  payment: row.ref,
  direction: row.direction,
  date: row.date,
  company: row.party.ref,
  party: row.party.name,
  method: row.method,
  currency: row.amount.currency,
  amount: toDecimal(row.amount),
  onAccount: toDecimal(row.held),
  account: row.account.code,
  reference: row.reference,
  reversedOn: row.reversedOn,
})
