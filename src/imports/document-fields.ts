import { fromDecimal } from '../lib/money.js'
import { type Field, type ImportContext, type ImportRecord, RowFault, type Values } from './define-import.js'
import { type ReadLine, readLines, requireOneHead } from './document-lines.js'
import { amountOf } from './each-record.js'

/** What invoices and bills have in common in the files of earlier systems. */
export const documentFields = (party: readonly string[]): Record<string, Field> => ({
  number: {
    type: 'text',
    required: true,
    aliases: [
      'invoice number',
      'invoice no',
      'bill number',
      'bill no',
      'document number',
      'no',
      'num',
      'reference number',
    ],
  },
  party: { type: 'text', required: true, aliases: [...party, 'contact', 'contact name', 'company', 'name'] },
  date: {
    type: 'day',
    required: true,
    aliases: ['invoice date', 'issue date', 'bill date', 'document date', 'created'],
  },
  due: { type: 'day', aliases: ['due date', 'payment due'] },
  currency: { type: 'currency', aliases: ['currency code'] },
  total: {
    type: 'number',
    required: true,
    aliases: ['amount', 'gross', 'total amount', 'amount due total', 'invoice total'],
  },
  tax: { type: 'number', aliases: ['tax amount', 'vat', 'vat amount', 'sales tax'] },
  open: {
    type: 'number',
    aliases: ['open balance', 'balance', 'balance due', 'amount due', 'outstanding', 'amount remaining', 'open amount'],
  },
  paid: { type: 'number', aliases: ['amount paid', 'paid amount'] },
  status: { type: 'text', aliases: ['state', 'invoice status'] },
  description: { type: 'text', aliases: ['memo', 'note', 'subject'] },
  account: { type: 'text', aliases: ['account code', 'income account', 'expense account'] },
  po: { type: 'text', aliases: ['po number', 'purchase order'] },
  line: { type: 'number', aliases: ['line amount', 'line total'] },
  taxcode: { type: 'text', aliases: ['tax code', 'vat code'] },
  linetax: { type: 'number', aliases: ['line tax'] },
})

/** Files with a row a line: rows of one number are one document. */
export const byLine = ({ line }: Values): boolean => line !== undefined

/** A document of an earlier system, above zero whatever its kind. */
export type ReadDocument = {
  kind: 'invoice' | 'credit_note'
  number: string
  date: string
  due: string
  currency: string
  totalMinor: bigint
  taxMinor: bigint
  openMinor: bigint
  afterCutover: boolean
  lines: readonly ReadLine[]
}

const SETTLED = /^(paid|closed|settled|complete)$/i
const UNPAID = /^(open|unpaid|overdue|due|sent|outstanding|authori[sz]ed|awaiting payment|not paid)$/i
const NONE = /^(draft|void(ed)?|deleted|cancel+ed|uncollectible)$/i

/** Reads the row of a document. A total below zero is a credit note. Throws `RowFault`. */
export function readDocument({ rows }: ImportRecord, { baseCurrency, cutover }: ImportContext): ReadDocument {
  const values = rows[0]?.values ?? {}
  requireOneHead(rows)
  const { number = '', date = '', status = '' } = values
  if (NONE.test(status)) throw new RowFault('status', status, 'It was never owed, so it is not taken in.')
  const currency = values['currency'] ?? baseCurrency
  const signed = (amountOf(values, 'total', currency) ?? fromDecimal('0', currency)).minor
  if (signed === 0n) throw new RowFault('total', values['total'], 'It comes to nothing.')
  const sign = signed < 0n ? -1n : 1n
  const totalMinor = sign * signed
  const taxMinor = sign * (amountOf(values, 'tax', currency)?.minor ?? 0n)
  const openMinor = openOf(values, currency, { totalMinor, sign })
  if (taxMinor < 0n || taxMinor > totalMinor) throw new RowFault('tax', values['tax'], 'It does not fit the total.')
  if (openMinor < 0n || openMinor > totalMinor)
    throw new RowFault('open', values['open'], 'More is open than it came to, or less than nothing.')
  const due = values['due'] ?? date
  if (due < date) throw new RowFault('due', due, 'It is due before its date.')
  const kind = sign < 0n ? 'credit_note' : 'invoice'
  return {
    kind,
    number,
    date,
    due,
    currency,
    totalMinor,
    taxMinor,
    openMinor,
    afterCutover: cutover !== null && date > cutover,
    lines: readLines(rows, currency, { totalMinor, taxMinor, sign }),
  }
}

/** What is open, by its column, by what was paid, or by its status. Nothing is assumed. */
function openOf(values: Values, currency: string, { totalMinor, sign }: { totalMinor: bigint; sign: bigint }): bigint {
  const open = amountOf(values, 'open', currency)
  // Some list a credit's balance with a sign, some without.
  if (open) return open.minor < 0n && sign < 0n ? -open.minor : open.minor
  const paid = amountOf(values, 'paid', currency)
  if (paid) return totalMinor - (paid.minor < 0n ? -paid.minor : paid.minor)
  const { status = '' } = values
  if (SETTLED.test(status)) return 0n
  if (UNPAID.test(status)) return totalMinor
  throw new RowFault('open', null, 'It does not say what is still open: a column open, paid or status has to.')
}
