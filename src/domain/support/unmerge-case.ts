import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { refused } from '../../lib/errors.js'
import { unmerge } from './case.js'
import { getCase, saveCase } from './case-store.js'
import type { BeforeAfter } from './change-case.js'
import { loadSupportDesk } from './support-settings.js'

/** A case that was merged goes its own way again. Throws `refused` for any other. */
export async function unmergeCase(tx: Tx, caseId: string): Promise<BeforeAfter> {
  const before = await getCase(tx, caseId)
  const { working: hours } = await loadSupportDesk(sqlInTx(tx))
  const change = unmerge(before, { hours, now: tx.now })
  if (!change.ok) throw refused(change.problem)
  return { before, after: await saveCase(tx, before, change.value) }
}
