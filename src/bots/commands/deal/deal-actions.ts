import type { DealRow } from '../../../domain/crm/deal-list-store.js'
import { seenAs } from '../actions.js'
import type { Asker } from '../define-command.js'
import { logAbout } from '../log/log-about.js'
import type { Action } from '../reply.js'
import { newTaskAbout } from '../task/task-actions.js'

type Subject = Pick<DealRow, 'id' | 'version' | 'ref' | 'status'>

/** The buttons under a deal: what the asker may do with it as it stands. `invoice` is the one it is on already. */
export function dealActions(asker: Asker, deal: Subject, invoice?: string): Action[] {
  const may = (capability: string, actions: Action[]) => (asker.may(capability) ? actions : [])
  return [
    ...may('deal.write', deal.status === 'open' ? openActions(deal) : []),
    ...may('invoice.write', deal.status === 'won' && !invoice ? [draftInvoice(deal)] : []),
    ...may('invoice.read', invoice ? [showInvoice(invoice)] : []),
    ...may('deal.write', deal.status === 'open' ? [] : [{ label: 'Reopen', ...typed('deal reopen', deal) }]),
    ...may('deal.write', deal.status === 'open' ? [{ label: 'Next step…', ...form('deal next', deal) }] : []),
    ...may('activity.write', [logAbout(deal.ref, 'note'), logAbout(deal.ref, 'call')]),
    ...may('quote.write', deal.status === 'open' ? [{ label: 'Draft a quote', ...typed('quote new', deal) }] : []),
    ...may('deal.write', [{ label: 'Change…', ...form('deal set', deal) }]),
    ...may('task.write', [newTaskAbout(deal.ref)]),
  ]
}

const openActions = (deal: Subject): Action[] => [
  { label: 'Move stage…', ...form('deal move', deal) },
  { label: 'Win', ...typed('deal win', deal) },
  { label: 'Lose…', ...form('deal lose', deal) },
]

const draftInvoice = (deal: Subject): Action => ({
  label: 'Draft invoice',
  style: 'primary',
  ...typed('deal invoice', deal),
})

const showInvoice = (invoice: string): Action => ({
  label: `Show ${invoice}`,
  do: { command: 'invoice show', args: { invoice } },
  typed: `invoice show ${invoice}`,
})

const typed = (command: string, deal: Subject) => ({
  do: { command, args: { deal: deal.ref }, seen: seenAs(deal) },
  typed: `${command} ${deal.ref}`,
})
const form = (command: string, { ref }: Subject) => ({
  do: { form: command, args: { deal: ref } },
  typed: `${command} ${ref}`,
})
