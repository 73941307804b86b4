import { isAmong } from '../../domain/people/owners.js'
import { notFound } from '../../lib/errors.js'
import type { Asker } from './define-command.js'

/**
 * Throws `not_found` when the asker may change only records of some owners and this is another's: it looks like one that is not
 * there. Thrown after the change was made, it takes the change back with its transaction.
 */
export function refuseOthers(asker: Asker, capability: string, record: { ref: string; ownerId: string | null }): void {
  if (isAmong(asker.owners(capability), record.ownerId)) return
  throw notFound(`I can't find ${record.ref} among the records that you may change.`, { ref: record.ref })
}
