import { whyYou } from '../../../domain/signals/hearer.js'
import type { SignalRow } from '../../../domain/signals/signal.js'
import { fieldsWith } from '../cells.js'
import type { CommandContext } from '../define-command.js'
import type { Reply } from '../reply.js'
import { mayGive, signalActions, whySignal } from './signal-actions.js'

export const isOpen = ({ state }: Pick<SignalRow, 'state'>): boolean => state === 'found' || state === 'shown'

/** One signal as it was found, and what became of it. */
export function signalCard({ asker, catalog }: CommandContext, row: SignalRow): Reply {
  return {
    headline: row.headline,
    text: row.why,
    fields: [
      ...row.facts.map(([label, value]) => ({ label, value })),
      ...fieldsWith([
        ['Owner', row.ownerName === null ? 'nobody' : { person: row.ownerName }],
        ['Told', row.staffName !== null && row.shownAt !== null ? { person: row.staffName } : 'nobody yet'],
        ['Found', { at: row.foundAt }],
        ['What became of it', row.outcome],
      ]),
    ],
    actions: isOpen(row) ? signalActions(row, mayGive(catalog, asker)) : [whySignal(row)],
    notes: [`${row.ref}. ${whyYou(row, asker.id)}`],
    data: signalData(row),
  }
}

export const signalData = ({ ref, name, headline, why, state, ownerName, foundAt, outcome }: SignalRow) => ({
  ref,
  signal: name,
  headline,
  why,
  state,
  owner: ownerName,
  found: foundAt.toISOString(),
  outcome,
})
