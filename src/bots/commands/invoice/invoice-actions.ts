import { isIssued, isOpen } from '../../../domain/billing/invoice.js'
import type { InvoiceRow } from '../../../domain/billing/invoice-list-store.js'
import { seenAs } from '../actions.js'
import type { Asker } from '../define-command.js'
import { logAbout } from '../log/log-about.js'
import type { Action } from '../reply.js'
import { newTaskAbout } from '../task/task-actions.js'

type Subject = Pick<InvoiceRow, 'id' | 'version' | 'name' | 'status' | 'kind'>

/** The buttons under an invoice: what the asker may do with it as it stands. */
export function invoiceActions(asker: Asker, invoice: Subject): Action[] {
  const may = (capability: string, actions: Action[]) => (asker.may(capability) ? actions : [])
  const { status, kind } = invoice
  const owed = kind === 'invoice' && isOpen(status)
  return [
    ...may(
      'invoice.issue',
      status === 'draft' ? [{ label: 'Issue…', style: 'primary', ...typed('issue', invoice) }] : [],
    ),
    ...may('invoice.send', isIssued(status) ? [{ label: 'Send…', style: 'primary', ...typed('send', invoice) }] : []),
    ...may('invoice.pay', owed ? [{ label: 'Record payment…', ...form('pay', invoice) }] : []),
    ...may(
      'payment.write',
      kind === 'credit_note' && isOpen(status)
        ? [
            {
              label: 'Refund…',
              do: { form: 'payment refund', args: { of: invoice.name } },
              typed: `payment refund ${invoice.name}`,
            },
          ]
        : [],
    ),
    ...may(
      'invoice.issue',
      kind === 'invoice' && isIssued(status) ? [{ label: 'Credit…', ...form('credit', invoice) }] : [],
    ),
    ...(status === 'void' ? [] : [{ label: 'PDF', ...typed('pdf', invoice) }]),
    ...may('invoice.write', status === 'draft' ? [{ label: 'Change…', ...form('set', invoice) }] : []),
    ...may('activity.write', [logAbout(invoice.name, 'note')]),
    ...may('task.write', [newTaskAbout(invoice.name)]),
    ...may('invoice.write', status === 'draft' ? [{ label: 'Void', style: 'danger', ...typed('void', invoice) }] : []),
  ]
}

/** Under an invoice on which interest is claimed. */
export const interestActions = (asker: Asker, invoice: Subject): Action[] => [
  ...(asker.may('invoice.issue') ? [{ label: 'Charge interest…', ...typed('interest', invoice) }] : []),
  ...(asker.may('payment.write') ? [{ label: 'Waive interest', ...typed('waive', invoice) }] : []),
]

const typed = (verb: string, invoice: Subject) => ({
  do: { command: `invoice ${verb}`, args: { invoice: invoice.name }, seen: seenAs(invoice) },
  typed: `invoice ${verb} ${invoice.name}`,
})
const form = (verb: string, { name }: Subject) => ({
  do: { form: `invoice ${verb}`, args: { invoice: name } },
  typed: `invoice ${verb} ${name}`,
})
