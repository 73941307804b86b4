import type { CloseEvent } from './history-store.js'

/** What is worth telling of an event's kind, in the order it is told; a kind that is not here is left to the task's own history. */
const TOLD: Readonly<Record<string, string>> = {
  approved: 'done',
  check_passed: 'proved',
  submitted: 'with the reviewer',
  blocked: 'blocked',
  unblocked: 'no longer blocked',
  reopened: 'open again',
  changed: 'open again, since the books moved',
  prior_item: 'left to the next period',
  added: 'added',
  undone: 'open again',
  sent_back: 'sent back',
  not_applicable: 'not needed',
  not_mine: 'said not to be theirs',
  reassigned: 'given to somebody else',
  answered: 'answered',
  locked: 'locked',
  hard_locked: 'closed for everybody',
  reopening_asked: 'asked to be opened again',
  reopening_refused: 'not opened again',
  opened_again: 'opened again',
  closed_again: 'closed again',
  binder_made: 'bound',
}

export const isTold = ({ kind }: Pick<CloseEvent, 'kind'>): boolean => Object.hasOwn(TOLD, kind)

/** `3 done: A, B, C` – a line a kind of change, with whatever was said of a single one. The last word on a task counts. */
export function digestLines(events: readonly CloseEvent[]): string[] {
  const last = new Map(events.filter(isTold).map((event) => [event.ref, event]))
  return [...new Set(Object.values(TOLD))].flatMap((word) => {
    const told = [...last.values()].filter(({ kind }) => TOLD[kind] === word)
    const names = told.map(({ title, note }) => (told.length === 1 && note ? `${title} (${note})` : title))
    return told.length === 0 ? [] : [`${told.length} ${word}: ${names.join(', ')}`]
  })
}

/** One event as a line of the day: `Record all bank receipts (TASK-2610-1): with the reviewer – Fay`. */
export function eventLine({ kind, note, byName, ref, title }: CloseEvent): string {
  const who = byName ? ` – ${byName}` : ''
  return `${title} (${ref}): ${TOLD[kind] ?? kind.replaceAll('_', ' ')}${note ? `, ${note}` : ''}${who}`
}
