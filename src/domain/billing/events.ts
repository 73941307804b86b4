import type { Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import type { IsoDate } from '../../lib/dates.js'
import type { ItemRef } from './settlement-item.js'

/**
 * What billing tells the rest of the house through the outbox, in the transaction that did it.
 *
 * - `invoice.drafted`, `invoice.voided` – a draft came or went (a close check counts them)
 * - `invoice.issued` – numbered and posted
 * - `credit-note.issued` – numbered and posted; what its invoice had open is allocated
 * - `payment.recorded` – money came in or went out (or something settled without), and is posted; what documents took is allocated
 * - `payment.reversed` – its entry and allocations are taken back
 * - `allocation.changed` – what is on account was allocated to a document, or taken off one
 * - `dunning.send` – mail a reminder, one a customer and day
 * - `invoice.send` – mail it: the handler renders the PDF and sends once per `occasion` and recipient
 * - `quote.send` – mail an offer, with its PDF
 * - `statement.send` – mail a statement of account, with its PDF
 * - `invoice.send-failed` – it can't be mailed, and no further try will mend that: somebody must hear of it
 */
export type BillingEvent =
  | {
      kind: 'invoice.drafted' | 'invoice.voided' | 'invoice.issued' | 'credit-note.issued'
      data: { invoiceId: string }
    }
  | { kind: 'payment.recorded' | 'payment.reversed'; data: { paymentId: string } }
  | { kind: 'allocation.changed'; data: { from: ItemRef; to: ItemRef } }
  | { kind: 'dunning.send'; data: SendReminder }
  | { kind: 'invoice.send'; data: SendInvoice }
  | { kind: 'quote.send'; data: SendQuote }
  | { kind: 'statement.send'; data: SendStatement }
  | { kind: 'invoice.send-failed'; data: FailedSending }

export type SendInvoice = {
  invoiceId: string
  recipient: string
  subject: string
  text: string
  /** `invoice-mail:<invoice>:<sending>`: the `occasion` of the delivery row. */
  occasion: string
}

/** An offer as its mail; `occasion` is the delivery's, `quote-mail:<quote>:<sending>`. */
export type SendQuote = Omit<SendInvoice, 'invoiceId'> & { quoteId: string }

/** A statement of account as its mail; the days are those of its movements. */
export type SendStatement = {
  companyId: string
  from: IsoDate
  to: IsoDate
  recipient: string
  subject: string
  text: string
  occasion: string
  ownerId: string | null
}

/** What became of one that can't be sent: `said` is the reason, a sentence; `again` is the command that tries again. */
export type FailedSending = {
  occasion: string
  /** The invoice's number, or what else it was. */
  name: string
  recipient: string
  ownerId: string | null
  said: string
  again: string
}

/** One mail to a customer about all that is past due; `occasion` is the delivery's. */
export type SendReminder = {
  companyId: string
  invoiceIds: readonly string[]
  recipient: string
  subject: string
  text: string
  occasion: string
  ownerId: string | null
  /** The step of the ladder; not in what was asked for before it was noted. */
  level?: number
  /** Nobody asked for it: it was announced, and not held. */
  byItself?: boolean
}

/** What is imported or made for the demo is history: nobody hears of it. */
export const isHeard = ({ via }: Scope): boolean => via !== 'import' && via !== 'demo'

/** Writes the event to the outbox. */
export async function emit(tx: Tx, event: BillingEvent): Promise<void> {
  if (isHeard(tx.scope)) await tx.outbox(event.kind, event.data)
}
