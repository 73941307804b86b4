import { type Money, money } from '../../lib/money.js'
import type { NewEntry, NewPosting } from '../ledger/entry.js'
import { methodName, type Payment } from './payment.js'
import { type ItemRef, namedBy, sourceWithoutMoney } from './settlement-item.js'

/** Something that a difference is booked to, with the tax it relieves: a share of the amount above zero. */
export type DifferencePart = { accountId: string; minor: bigint; baseMinor: bigint; taxCodeId?: string }

/** What a document, or the account of the company itself, carries of a payment. */
export type Carried = { of: ItemRef | null; minor: bigint; baseMinor: bigint }

export type EntryParts = {
  id: string
  memo: string
  /** The account that carries what is settled. */
  carrier: string
  carried: readonly Carried[]
  /** What moved on the payment's account, where that is in another currency. */
  moved?: Money | undefined
  /** Of what settles without money: where it goes. */
  parts?: readonly DifferencePart[] | undefined
}

/**
 * What a payment posts: money in, the customer owes less – or money out, we owe less. Each document it settles has a line of its
 * own on the control account; what no document takes stands there by itself. All of it at the payment's own worth in the base
 * currency: what was gained or lost since the document was posted is the allocation's entry.
 */
export function paymentEntry(payment: Payment, { carrier, carried, parts, moved, ...entry }: EntryParts): NewEntry {
  const sign = payment.direction === 'in' ? 1n : -1n
  const document = { ...(payment.companyId ? { companyId: payment.companyId } : {}), paymentId: payment.id }
  const posting = (accountId: string, amount: Money, baseMinor: bigint, more: Partial<NewPosting>): NewPosting => ({
    accountId,
    amount: money(sign * amount.minor, amount.currency),
    baseMinor: sign * baseMinor,
    ...document,
    ...more,
  })
  const { currency } = payment
  const whole = { accountId: payment.accountId, minor: payment.amountMinor, baseMinor: payment.baseMinor }
  const gone = (parts ?? [whole]).map(({ accountId, minor, baseMinor, ...more }) =>
    posting(accountId, moved ?? money(minor, currency), baseMinor, more),
  )
  const settled = carried.map(({ of, minor, baseMinor }) =>
    posting(carrier, money(-minor, currency), -baseMinor, of ? namedBy(of) : { memo: 'on account' }),
  )
  return {
    ...entry,
    date: payment.date,
    source: sourceOf(payment),
    idempotencyKey: `payment:${payment.id}`,
    postings: [...gone, ...settled],
  }
}

/** What is given up moves no money; a fee or a discount comes with some. */
const sourceOf = ({ method, direction }: Payment): string =>
  method === 'write_off' ? sourceWithoutMoney(direction === 'in' ? 'receivable' : 'payable', 'write-off') : 'payment'

/** "Payment by Nordwind for INV-2026-0042, RF18539". */
export function paymentMemo(payment: Payment, party: string, documents: readonly string[]): string {
  const what = `${methodName[payment.method]} ${payment.direction === 'in' ? 'by' : 'to'} ${party}`
  const names = [...new Set(documents)].join(', ')
  return `${what}${names ? ` for ${names}` : ' on account'}${payment.reference ? `, ${payment.reference}` : ''}`
}
