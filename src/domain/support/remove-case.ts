import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import type { Case } from './case.js'
import { deleteCase, getCase } from './case-store.js'

/** Takes back a case that was opened by mistake, with its notes; one that has mail is closed instead. */
export async function removeCase(tx: Tx, caseId: string): Promise<Case> {
  const one = await getCase(tx, caseId)
  const where = { workspaceId: tx.scope.workspaceId, caseId }
  const mails = (await tx.prisma.threadLink.count({ where })) + (await tx.prisma.caseReply.count({ where }))
  if (mails > 0) throw refused(`There is mail on ${one.ref}, so it stays: case close ${one.ref} as:spam`)
  await tx.prisma.activity.deleteMany({ where })
  await tx.prisma.caseNotice.deleteMany({ where })
  await tx.prisma.caseReplyFile.deleteMany({ where })
  await deleteCase(tx, caseId)
  return one
}
