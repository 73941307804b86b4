import type { LineRow } from '../../../domain/banking/line-list-store.js'
import type { MatchRow } from '../../../domain/banking/match-store.js'
import { formatMoney, money } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import type { Action, Reply } from '../reply.js'
import { lineTitle, stateText } from './line-table.js'

/** What a question about a line becomes once it is answered, wherever that was done: what it is, and the way back. */
export function settledCard(line: LineRow, matches: readonly MatchRow[]): Reply {
  const standing = matches.filter(({ undone }) => !undone)
  return {
    headline: `${line.ref} ${formatMoney(money(line.amountMinor, line.currency))}, ${lineTitle(line)}, is ${stateText(line)}`,
    fields: fieldsWith([
      ['Booked', { date: line.bookingDate }],
      ['Account', line.bankAccount],
    ]),
    ...(standing.length > 0 ? { sections: [{ title: 'Matched', lines: standing.map(matchText) }] } : {}),
    actions: [openAgain(line)],
  }
}

export const matchText = ({ what, documents, reason, undone }: MatchRow): string =>
  `${what}${documents ? ` for ${documents}` : ''}. ${reason}${undone ? ' Taken back.' : ''}`

export const openAgain = ({ ref }: LineRow): Action => ({
  label: 'Open it again',
  do: { command: 'bank unmatch', args: { line: ref } },
  typed: `bank unmatch ${ref}`,
})
