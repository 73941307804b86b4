import { type AllocationOffer, allocateWords } from '../../../domain/billing/allocation-offer.js'
import type { PaymentRow } from '../../../domain/billing/payment-list-store.js'
import type { Asker } from '../define-command.js'
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
