import type { Money } from '../../../lib/money.js'
import type { Asker } from '../define-command.js'
import type { Action } from '../reply.js'

const read = (label: string, command: string, args: Readonly<Record<string, unknown>> = {}): Action => ({
  label,
  do: { command, args },
  typed: [command, ...Object.values(args)].join(' '),
})

const form = (label: string, form: string, args: Readonly<Record<string, unknown>> = {}): Action => ({
  label,
  do: { form, args },
})

/** A row that speaks against a check, by what people call it, with what stands in it. */
type Standing = { key: string; amount: Money | null; cells: Readonly<Record<string, unknown>> }

/** Where what speaks against a check is put right, by the check's name; of one that is not here its rows say it. `first` is the first of them. */
const STEPS: Readonly<Record<string, (month: string, first?: Standing) => Action>> = {
  'bank-reconciled': () => read('Open bank lines', 'bank lines', { which: 'open' }),
  'no-drafts-in-period': (_month, first) => draftStep(first?.key ?? ''),
  'won-deals-invoiced': () => read('Won and not billed', 'report won-unbilled'),
  'expenses-approved': () => read('What waits for approval', 'approval list', { which: 'waiting' }),
  'suspense-zero': () => form('Post an entry…', 'journal new'),
  'late-bills-accrued': (month, first) =>
    first?.amount
      ? form(`Accrue ${first.key}…`, 'accrual new', {
          memo: first.key,
          amount: first.amount,
          month,
          ...supplierOf(first),
        })
      : form('Accrue a cost…', 'accrual new', { month }),
  'recurring-posted': () => read('Recurring entries', 'journal recurring'),
  'fx-revalued': (month) => read('Revalue', 'fx revalue', { month }),
  'flux-explained': (month) => read('Large moves', 'close flux', { month }),
  'months-closed': (month, first) => read(`Why ${first?.key ?? month}?`, 'close why', { month: first?.key ?? month }),
}

function draftStep(ref: string): Action {
  if (ref.startsWith('DRAFT-')) return read(`Issue ${ref}`, 'invoice issue', { invoice: ref })
  return ref.startsWith('DRA-')
    ? form(`Accrue ${ref}…`, 'accrual post', { draft: ref })
    : read('Drafts', 'invoice drafts')
}

/** Without its supplier an accrual is not known to be of that bill. What an employee spent has none. */
const supplierOf = ({ key, cells }: Standing) =>
  key.startsWith('BILL-') && typeof cells['supplier'] === 'string' ? { company: cells['supplier'] } : {}

/** The button that leads there; null where there is none, or they may not. */
export function nextStep(
  asker: Pick<Asker, 'may'>,
  check: string | null,
  month: string,
  first?: Standing,
): Action | null {
  const step = check !== null && asker.may('journal.read') ? STEPS[check] : undefined
  return step ? step(month, first) : null
}
