import type { SqlScope } from '../../../db/sql-workspace.js'
import { listSeenInFull } from '../../../domain/correspondence/visibility-sql.js'
import type { BillFile } from '../../../domain/payables/bill-file.js'
import type { BillProposal } from '../../../domain/payables/bill-proposal.js'

/**
 * What a supplier's mail brought, as far as the asker may see all of that mail by now: its thread may have been made private since, or
 * its mailbox shared less. What was entered is in the books, whoever wrote it.
 */
export const proposalsFor = async (
  read: SqlScope,
  proposals: readonly BillProposal[],
  asker: { id: string },
): Promise<BillProposal[]> => {
  const seen = await listSeenInFull(
    read,
    proposals.map(({ messageId }) => messageId),
    asker.id,
  )
  return proposals.filter(({ state, messageId }) => state === 'entered' || seen.has(messageId))
}

/** The same of files. */
export const filesFor = async (
  read: SqlScope,
  files: readonly BillFile[],
  asker: { id: string },
): Promise<BillFile[]> => {
  const ofMail = files.flatMap(({ billId, messageId }) => (billId === null && messageId ? messageId : []))
  const seen = ofMail.length === 0 ? new Set() : await listSeenInFull(read, ofMail, asker.id)
  return files.filter(({ billId, messageId }) => billId !== null || !messageId || seen.has(messageId))
}
