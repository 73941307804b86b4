import type { QuoteStatus } from '../../../domain/billing/quote.js'
import { seenAs } from '../actions.js'
import type { Asker } from '../define-command.js'
import type { Action } from '../reply.js'

type Subject = { id: string; version: number; ref: string; status: QuoteStatus }

/** The buttons under a quote, as it stands. */
export function quoteActions(asker: Asker, quote: Subject): Action[] {
  const { ref, status } = quote
  const typed = (label: string, verb: string, style?: 'primary'): Action => ({
    label,
    do: { command: `quote ${verb}`, args: { quote: ref }, seen: seenAs(quote) },
    typed: `quote ${verb} ${ref}`,
    ...(style && { style }),
  })
  const form = (label: string, verb: string): Action => ({
    label,
    do: { form: `quote ${verb}`, args: { quote: ref } },
    typed: `quote ${verb} ${ref}`,
  })
  const pdf = typed('PDF', 'pdf')
  if (!asker.may('quote.write')) return [pdf]
  if (status === 'draft')
    return [
      typed('Send…', 'send', 'primary'),
      form('Add a line…', 'line'),
      form('Change…', 'set'),
      typed('Accepted', 'accept'),
      pdf,
    ]
  if (status === 'sent')
    return [
      typed('Accepted', 'accept', 'primary'),
      form('Declined…', 'decline'),
      typed('Send again…', 'send'),
      typed('Back to draft', 'reopen'),
      pdf,
    ]
  return [typed('Back to draft', 'reopen'), pdf]
}
