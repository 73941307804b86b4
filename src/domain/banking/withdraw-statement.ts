import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { countSettledLines, removeStatement } from './statement-store.js'

/**
 * Takes an imported statement back with the lines it brought, as if its file had never come. Throws `refused` once one of them was
 * matched or set aside. Lines that another file repeated since come again with that file.
 */
export async function withdrawStatement(tx: Tx, statement: { id: string; ref: string }): Promise<number> {
  const settled = await countSettledLines(tx, statement.id)
  if (settled > 0)
    throw refused(
      `${statement.ref} can't be taken back: ${settled} of its lines ${settled === 1 ? 'is' : 'are'} matched or set aside by now.`,
    )
  return removeStatement(tx, statement.id)
}
