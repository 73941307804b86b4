import type { Tx } from '../../db/in-workspace.js'
import { countLike, findDocument } from '../../domain/billing/find-settled.js'
import { recordPayment } from '../../domain/billing/record-payment.js'
import { type Money, money } from '../../lib/money.js'
import {
  defineImport,
  type ImportContext,
  type ImportRecord,
  type Outcome,
  RowFault,
  type Values,
} from '../define-import.js'
import { amountOf, eachRecord } from '../each-record.js'
import { type AccountFinder, accountFinder } from '../find-account.js'
import { findCompany } from '../find-company.js'

export default defineImport({
  name: 'payments',
  summary:
    'Payments in and out since the documents were taken over: each settles what it names, the rest stays on account',
  fields: {
    date: { type: 'day', required: true, aliases: ['payment date', 'paid on', 'created'] },
    amount: { type: 'number', required: true, aliases: ['payment amount', 'paid amount', 'total'] },
    party: {
      type: 'text',
      aliases: ['customer', 'supplier', 'vendor', 'contact', 'company', 'payer', 'payee', 'name'],
    },
    document: { type: 'text', aliases: ['invoice', 'invoice number', 'bill', 'bill number'] },
    direction: { type: 'text', aliases: ['in/out', 'type'] },
    currency: { type: 'currency', aliases: ['currency code'] },
    reference: { type: 'text', aliases: ['payment reference', 'payment id', 'transaction id', 'ref'] },
    fee: { type: 'number', aliases: ['processing fee', 'fees'] },
    status: { type: 'text', aliases: ['payment status', 'state'] },
    refunded: { type: 'number', aliases: ['amount refunded', 'refund amount'] },
    account: { type: 'text', aliases: ['bank account', 'account code', 'paid to', 'paid from'] },
  },
  // Payments have no number of their own everywhere: equal rows are told apart by how many stand above. What became of one is not who it is.
  keyOf: ({ status: _status, refunded: _refunded, ...values }, before) => `${JSON.stringify(values)} ${before}`,
  chunk: 10,
  save: async (tx, records, context) => {
    const find = await accountFinder(tx, context)
    return eachRecord(records, (record) => savePayment(tx, record, { find, context }))
  },
})

/** Tried and not paid: no money moved. */
const NEVER = /fail|cancel|incomplete|blocked|declin|expired|pending|void|requires/i

/** A processor lists what failed and what it gave back among what was paid. Throws `RowFault`. */
function requireKept({ status, refunded, currency }: Values): void {
  if (status !== undefined && NEVER.test(status))
    throw new RowFault('status', status, 'No money came of it, so it is not taken in.')
  const back = Number(refunded ?? 0)
  if (back === 0 && !/refund|disput|chargeback/i.test(status ?? '')) return
  const what =
    back === 0 ? 'It was given back' : `${refunded}${currency === undefined ? '' : ` ${currency}`} of it was given back`
  throw new RowFault(
    back === 0 ? 'status' : 'refunded',
    back === 0 ? status : refunded,
    `${what}. Record the payment and what went back by hand: payment new, then payment refund.`,
  )
}

async function savePayment(
  tx: Tx,
  { key, rows }: ImportRecord,
  { find, context }: { find: AccountFinder; context: ImportContext },
): Promise<Outcome> {
  const values = rows[0]?.values ?? {}
  requireKept(values)
  const { date = '', document, party } = values
  const direction = directionOf(values['direction'])
  const named =
    party === undefined
      ? null
      : await findCompany(tx, party, { role: direction === 'in' ? 'customer' : 'supplier', context })
  const item =
    document === undefined
      ? null
      : await findDocument(tx, { number: document, direction, companyId: named?.id ?? null })
  if (document !== undefined && !item)
    throw new RowFault(
      'document',
      document,
      `There is no such ${direction === 'in' ? 'invoice' : 'bill'}. Import it first.`,
    )
  const companyId = named?.id ?? item?.companyId
  if (companyId === undefined) throw new RowFault('party', null, 'It names neither a company nor a document.')
  const amount = amountOf(values, 'amount', values['currency'] ?? item?.currency ?? context.baseCurrency)
  if (!amount || amount.minor <= 0n)
    throw new RowFault('amount', values['amount'], 'Give an amount above zero; direction says in or out.')
  const fee = feeOf(values, { direction, isOfDocument: item !== null, amount })
  const reference = values['reference'] ?? null
  const like = { companyId, direction, date, currency: amount.currency, amountMinor: amount.minor - fee, reference }
  if ((await countLike(tx, like, item)) > Number(key.slice(key.lastIndexOf(' ')))) return 'unchanged'
  if (item && item.openMinor === 0n)
    throw new RowFault(
      'document',
      document,
      'It was paid when it was taken over, and what it paid is in the opening balances.',
    )
  await recordPayment(tx, {
    direction,
    party: { companyId },
    date,
    amount: money(amount.minor - fee, amount.currency),
    ...(values['reference'] === undefined ? {} : { reference: values['reference'] }),
    ...(values['account'] === undefined ? {} : { accountId: (await find(values['account'])).id }),
    settle: item ? [{ kind: item.kind, id: item.id }] : [],
    differences: item && fee > 0n ? [{ method: 'fee', of: { kind: item.kind, id: item.id }, amountMinor: fee }] : [],
  })
  return 'created'
}

/** What a processor kept of the amount: it settles the document without money. Zero where the file says nothing of it. */
function feeOf(
  values: Values,
  { direction, isOfDocument, amount }: { direction: 'in' | 'out'; isOfDocument: boolean; amount: Money },
): bigint {
  const fee = amountOf(values, 'fee', amount.currency)?.minor ?? 0n
  if (fee === 0n) return 0n
  if (fee < 0n || fee >= amount.minor || direction === 'out')
    throw new RowFault('fee', values['fee'], 'A fee is a part of money that came in: above zero, and below the amount.')
  if (!isOfDocument) throw new RowFault('fee', values['fee'], 'A fee is kept of a document’s money: name the document.')
  return fee
}

function directionOf(text: string | undefined): 'in' | 'out' {
  if (text === undefined || /^(in|received|receipt|customer|money in|payment)$/i.test(text)) return 'in'
  if (/^(out|paid|sent|supplier|vendor|bill payment|money out)$/i.test(text)) return 'out'
  throw new RowFault('direction', text, 'It is in or out.')
}
