import { maySee } from '../../../../domain/ask/catalogue.js'
import type { Known } from './known.js'

/** What the reader takes beside the words of the catalogue: states, times and what stands between. */
const ORDINARY =
  'about active after against amount answered approved assigned average before below between biggest billed budget calls cancelled ' +
  'cash claims clients closed closing costs credit customers daily disputed draft drafts each earned expected expenses expired first ' +
  'highest income invoiced issued largest last least liquidity longest lost lowest meetings money monthly most newest notes number ' +
  'oldest open orders outstanding over overdue owed owes paid partners past payables pending pipeline previous priority profit ' +
  'prospects quarter quarterly quarters received receivables revenue sales sent since smallest solved spend spending spent stale ' +
  'suppliers today tomorrow total turnover unanswered unapproved unassigned under unpaid until urgent vendors versus waiting week ' +
  'weekly weeks weighted without year yearly years yesterday month months days ' +
  'january february march april june july august september october november december monday tuesday wednesday thursday friday'

/** The single words that a sentence of this asker may be made of: nothing that they may not see is among them. */
export function catalogueWords({
  catalogue,
  sight,
  reports,
}: Pick<Known, 'catalogue' | 'sight' | 'reports'>): Set<string> {
  const sets = [...catalogue.values()].filter((set) => maySee(sight, set))
  const called = sets.flatMap(({ name, one, many, words = [], fields, relations }) => [
    name,
    one,
    many,
    ...words,
    ...[...Object.entries(fields), ...Object.entries(relations)].flatMap(([key, each]) => [key, ...(each.words ?? [])]),
    ...Object.values(fields).flatMap(({ choices = [] }) => choices),
  ])
  const named = reports.flatMap(({ name, title }) => [name, title])
  const all = [ORDINARY, ...called, ...named].flatMap((words) => words.toLowerCase().split(/[\s_-]+/))
  return new Set(all.filter((word) => /^[a-z]{3,}$/.test(word)))
}
