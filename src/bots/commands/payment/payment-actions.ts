import { type AllocationOffer, allocateWords } from '../../../domain/billing/allocation-offer.js'
import type { PaymentRow } from '../../../domain/billing/payment-list-store.js'
import { formatMoney, type Money } from '../../../lib/money.js'
import type { Asker } from '../define-command.js'
import type { RecordRef } from '../params.js'
import type { Action } from '../reply.js'

/** The buttons under a payment: what the asker may do with it as it stands. */
export function paymentActions(asker: Asker, { ref, held, reversedOn }: PaymentRow): Action[] {
  if (!asker.may('payment.write') || reversedOn) return []
  const form = (verb: string, args: Record<string, unknown>) => ({
    do: { form: `payment ${verb}`, args },
    typed: `payment ${verb} ${ref}`,
  })
  return [
    ...(held.minor > 0n
      ? [
          { label: 'Allocate…', ...form('allocate', { from: ref }) },
          { label: 'Refund…', ...form('refund', { of: ref }) },
        ]
      : []),
    { label: 'Reverse…', style: 'danger', ...form('reverse', { payment: ref }) },
  ]
}

/** A button for each that says what a customer's money is for. */
export const allocateButtons = (offers: readonly AllocationOffer[]): Action[] =>
  offers.map((offer) => ({
    label: `Allocate ${offer.from}`,
    do: { command: 'payment allocate', args: { from: offer.from, to: offer.to.join(' ') } },
    typed: allocateWords(offer),
  }))

/** Invoices that are offered for money of which nothing says what it is for. */
const OFFERED = 3

/** What a payment would be held on account in spite of, and a button for each of the first. */
export function whatForOffers(
  args: Record<string, unknown> & { company: RecordRef; amount: Money },
  open: readonly string[],
): { notes: string[]; actions: Action[] } {
  const named = open.slice(0, OFFERED)
  if (named.length === 0) return { notes: [], actions: [] }
  const more = open.length > named.length ? ` and ${open.length - named.length} more` : ''
  const notes = [`Nothing says what it is for. Open with ${args.company.title}: ${named.join(', ')}${more}.`]
  const typed = `payment new ${args.company.ref} amount:"${formatMoney(args.amount)}"`
  const actions = named.map((number) => ({
    label: `For ${number}`,
    do: { command: 'payment new', args: { ...args, for: number } },
    typed: `${typed} for:${number}`,
  }))
  return { notes, actions }
}
