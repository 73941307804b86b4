import { invalid } from '../../lib/errors.js'

/** People who see each other's records, where a role of theirs allows something for the team (`deal.read:team`). */
export type Team = { id: string; name: string; version: number }

/** A name as it is stored. Throws `invalid`. */
export function teamName(typed: string): string {
  const name = typed.replace(/\s+/g, ' ').trim()
  if (name === '' || name.length > 80) throw invalid('A team has a name of at most 80 letters, like “Sales north”.')
  return name
}
