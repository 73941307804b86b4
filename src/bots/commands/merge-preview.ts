import type { Moved } from '../../domain/crm/merge-store.js'
import { counted } from '../../lib/counted.js'
import type { Change, Section } from './reply.js'

const PLURALS: Record<string, string> = {
  company: 'companies',
  activity: 'notes and calls',
  company_domain: 'mail domains',
  contact_address: 'addresses',
  contact_phone: 'phones',
  thread_link: 'mail threads',
  contact: 'contacts',
  invoice: 'invoices',
  recurring_invoice: 'recurring invoices',
  bill_proposal: 'proposed bills',
  posting: 'postings',
}

const nameOf = (table: string): string => PLURALS[table] ?? `${table.replaceAll('_', ' ')}s`

/** What moves, what the other has already and what stays, a line a table. */
export function movedSections(
  moved: readonly Moved[],
  { loser, winner }: { loser: string; winner: string },
): Section[] {
  const moves = moved.filter((each) => each.moved + each.dropped > 0)
  const stays = moved.filter(
    (each) => each.stays > 0 && (each.why !== null ? each.table !== 'posting' : each.table === 'invoice'),
  )
  return [
    ...(moves.length > 0
      ? [
          {
            title: `Goes from ${loser} to ${winner}`,
            lines: moves.map(({ table, moved, dropped }) => movedLine(table, moved, dropped)),
          },
        ]
      : []),
    ...(stays.length > 0
      ? [
          {
            title: `Stays in the books under ${loser}, and shows with ${winner}`,
            lines: stays.map(({ table, stays, why }) => `${nameOf(table)}: ${stays}${why ? ` – ${why}` : ' – issued'}`),
          },
        ]
      : []),
  ]
}

const movedLine = (table: string, moved: number, dropped: number): string =>
  `${nameOf(table)}: ${moved}${dropped > 0 ? `, and ${counted(dropped, 'that both have', 'that both have')} once` : ''}`

/** Of every field that differs: what the winner has, and what it has afterwards. */
export const valueTable = (theirs: readonly Change[], result: readonly Change[]) => ({
  title: 'Which values count',
  table: {
    columns: [
      { key: 'field', label: 'Field', type: 'text' as const },
      { key: 'goes', label: 'Goes', type: 'text' as const },
      { key: 'stays', label: 'Stays', type: 'text' as const },
      { key: 'afterwards', label: 'Afterwards', type: 'text' as const },
    ],
    rows: theirs.map(({ label, before, after }) => ({
      field: label,
      goes: before,
      stays: after,
      afterwards: (result.find((change) => change.label === label) ?? { after }).after,
    })),
  },
})
