import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { findLastChange } from '../people/audit-store.js'
import type { CaseChange } from './case.js'
import { getCase, saveCase } from './case-store.js'
import type { BeforeAfter } from './change-case.js'

const INSTANTS = new Set([
  'closedAt',
  'runningSince',
  'firstDueAt',
  'dueAt',
  'firstAnsweredAt',
  'lastCustomerAt',
  'lastReplyAt',
  'assignedAt',
])

/** Follow from others, or are the row's own. */
const KEPT = new Set(['version', 'updatedAt', 'subjectKey'])

/**
 * A case as it was before its last change, from the audit trail: status, owner and clock together, so that an undo loses not a
 * second. Whoever calls this has seen to it that the last change is the one to take back.
 */
export async function restoreCase(tx: Tx, caseId: string): Promise<BeforeAfter> {
  const before = await getCase(tx, caseId)
  const last = await findLastChange(tx, 'support_case', caseId)
  if (last?.action !== 'update' || !last.before) throw refused(`Nothing of ${before.ref} was changed.`)
  const change = Object.fromEntries(
    Object.entries(last.before)
      .map(
        ([column, value]) => [column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value] as const,
      )
      .filter(([field]) => !KEPT.has(field))
      .map(([field, value]) => [field, INSTANTS.has(field) && value !== null ? new Date(value as string) : value]),
  )
  return { before, after: await saveCase(tx, before, change as CaseChange) }
}
