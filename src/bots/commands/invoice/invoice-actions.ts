import { isOpen } from '../../../domain/billing/invoice.js'
import type { InvoiceRow } from '../../../domain/billing/invoice-list-store.js'
import type { Asker } from '../define-command.js'
import type { Action } from '../reply.js'

type Subject = Pick<InvoiceRow, 'name' | 'status'>

/** The buttons under an invoice: what the asker may do with it as it stands. */
export function invoiceActions(asker: Asker, invoice: Subject): Action[] {
  const may = (capability: string, actions: Action[]) => (asker.may(capability) ? actions : [])
  const { status } = invoice
  return [
    ...may(
      'invoice.issue',
      status === 'draft' ? [{ label: 'Issue…', style: 'primary', ...typed('issue', invoice) }] : [],
    ),
    ...may('invoice.send', isOpen(status) ? [{ label: 'Send…', style: 'primary', ...typed('send', invoice) }] : []),
    ...may('invoice.pay', isOpen(status) ? [{ label: 'Record payment…', ...form('pay', invoice) }] : []),
    ...(status === 'void' ? [] : [{ label: 'PDF', ...typed('pdf', invoice) }]),
    ...may('invoice.write', status === 'draft' ? [{ label: 'Void', style: 'danger', ...typed('void', invoice) }] : []),
  ]
}

const typed = (verb: string, { name }: Subject) => ({
  do: { command: `invoice ${verb}`, args: { invoice: name } },
  typed: `invoice ${verb} ${name}`,
})
const form = (verb: string, { name }: Subject) => ({
  do: { form: `invoice ${verb}`, args: { invoice: name } },
  typed: `invoice ${verb} ${name}`,
})
