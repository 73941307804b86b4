import { notFound } from '../../lib/errors.js'
import type { Asker } from './define-command.js'

/** A filter for who may see no more than what they own; empty for who may see all. */
export const ownOnly = (asker: Asker, capability: string): { ownerId?: string } =>
  asker.reach(capability) === 'all' ? {} : { ownerId: asker.id }

/**
 * Throws `not_found` when the asker may change only records of one's own and this is another's: it looks like one that is
 * not there. Thrown after the change was made, it takes the change back with its transaction.
 */
export function refuseOthers(asker: Asker, capability: string, record: { ref: string; ownerId: string | null }): void {
  if (asker.reach(capability) === 'all' || record.ownerId === asker.id) return
  throw notFound(`I can't find ${record.ref} among the records that you may change.`, { ref: record.ref })
}
