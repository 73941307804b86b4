import type { Action, Reply, Section } from '../bots/commands/reply.js'
import { signalActions, whySignal } from '../bots/commands/signal/signal-actions.js'
import type { Occasion } from '../domain/people/notices.js'
import { whyYou } from '../domain/signals/hearer.js'
import type { SignalRow } from '../domain/signals/signal.js'

/** More than this is no message: the rest is in the list. */
const SHOWN = 8
const BUTTONS = 4

export const tellOccasion = (outboxId: string): Occasion => `signal:${outboxId}`

/** Who reads it, and which commands they may give. */
export type SignalReader = { id: string | null; may(command: string): boolean }

const isOpen = ({ state }: SignalRow): boolean => state === 'found' || state === 'shown'

/** One signal as its card, several as a list with the likeliest button of each; what has ended says how. */
export function signalMessage(rows: readonly SignalRow[], reader: SignalReader): Reply {
  const [first] = rows
  return first && rows.length === 1 ? single(first, reader) : several(rows)
}

function single(row: SignalRow, { id, may }: SignalReader): Reply {
  if (!isOpen(row)) return { headline: row.outcome ?? row.headline, ...was(row), actions: [whySignal(row)] }
  return {
    headline: row.headline,
    text: row.why,
    fields: row.facts.map(([label, value]) => ({ label, value })),
    actions: signalActions(row, may),
    notes: [`${row.ref}. ${whyYou(row, id)}`],
  }
}

/** What it had said, unless nothing of that is kept. */
const was = ({ headline, outcome }: SignalRow): Pick<Reply, 'text'> => (headline === outcome ? {} : { text: headline })

function several(rows: readonly SignalRow[]): Reply {
  const open = rows.filter(isOpen)
  const shown = rows.slice(0, SHOWN)
  return {
    headline: open.length > 0 ? `${rows.length} signals about your customers` : 'All of these signals are dealt with',
    sections: shown.map(sectionOf),
    actions: [
      ...open.slice(0, BUTTONS).flatMap(likeliest),
      { label: 'All signals', do: { command: 'signal list', args: {} }, typed: 'signal list' },
    ],
    ...(rows.length > SHOWN && { notes: [`And ${rows.length - SHOWN} more: \`signal list\`.`] }),
  }
}

const sectionOf = (row: SignalRow): Section => ({
  title: `${row.ref}: ${row.headline}`,
  lines: [
    isOpen(row) ? row.why : (row.outcome ?? ''),
    ...(isOpen(row) && row.facts.length > 0
      ? [row.facts.map(([label, value]) => `${label}: ${value}`).join(' · ')]
      : []),
  ],
})

/** What opens a signal's own card, with all of its buttons. */
const likeliest = ({ ref }: SignalRow): Action[] => [
  { label: `Show ${ref}`, do: { command: 'signal show', args: { signal: ref } }, typed: `signal show ${ref}` },
]
