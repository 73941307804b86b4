import type { types } from '@slack/bolt'
import type { Cell } from '../../../lib/table.js'
import type { Reply } from '../../commands/reply.js'
import { plain } from './plain.js'

export const OPEN = 'open'

/** Slack's limits of a select. */
const OPTIONS = 100
const LABEL = 75

/** The records that an answer shows, those of its rows first, to open one by a choice: a table's cells have no buttons. */
export function openSelect(reply: Reply, opens: readonly string[] = []): types.StaticSelect[] {
  const wanted = new Set(opens)
  const titles = new Map<string, string>()
  for (const cell of cellsOf(reply))
    if (cell !== null && typeof cell === 'object' && 'ref' in cell && wanted.has(cell.ref) && !titles.has(cell.ref))
      titles.set(cell.ref, cell.title)
  if (titles.size === 0) return []
  const options = [...titles].slice(0, OPTIONS).map(([ref, title]) => ({
    text: plain(title === '' || title === ref ? ref : `${ref} ${title}`, LABEL),
    value: ref,
  }))
  return [{ type: 'static_select', action_id: OPEN, placeholder: { type: 'plain_text', text: 'Open…' }, options }]
}

function cellsOf({ fields = [], sections = [], table }: Reply): readonly Cell[] {
  const tables = [table, ...sections.map((section) => section.table)]
  return [
    ...tables.flatMap((each) => each?.rows.flatMap((row) => Object.values(row)) ?? []),
    ...[...fields, ...sections.flatMap((section) => section.fields ?? [])].map(({ value }) => value),
  ]
}
