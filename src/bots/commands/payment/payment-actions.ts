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
