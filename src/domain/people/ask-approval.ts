import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { refused } from '../../lib/errors.js'
import type { Approval } from './approval.js'
import { tellApproval } from './approval-events.js'
import { getApproval, insertApproval } from './approval-store.js'
import type { ApprovalKind } from './define-approval.js'
import { voidApprovals } from './void-approvals.js'

const DAYS = 14
const DAY_MS = 86_400_000

export type ApprovalRequest = {
  /** What it is about, as the kind's `load` finds it: usually a record's id. */
  subject: string
  /** What would be done (JSON), where no record says so yet: the amount of a refund, the roles of a colleague. */
  proposal?: unknown
  reason?: string | undefined
}

/**
 * Asks for a second person's decision, in the transaction that prepares what it is about. Whoever may decide gets a card; an open
 * question about the same thing is void. Throws `refused` where nobody acts (a job, an import): nobody prepared it then.
 */
export async function askApproval(tx: Tx, kind: ApprovalKind, request: ApprovalRequest): Promise<Approval> {
  const { actorId } = tx.scope
  if (actorId === null) throw refused(`Only a person can ask for the approval of a ${kind.title.toLowerCase()}.`)
  const { subject, proposal = null, reason } = request
  const content = await kind.load(tx, { subject, proposal })
  if (!content) throw refused('There is nothing there to be approved.', { kind: kind.name, subject })
  await voidApprovals(tx, kind, subject, 'it was asked for anew')
  const id = tx.newId()
  const { amount, counterparty } = content
  await insertApproval(tx, {
    id,
    ref: await nextRef(tx, 'approval', 'APR'),
    kind: kind.name,
    subject,
    proposal,
    title: content.title,
    contentHash: content.hash,
    amountMinor: amount?.money.minor ?? null,
    currency: amount?.money.currency ?? null,
    baseMinor: amount?.baseMinor ?? null,
    department: content.department,
    companyId: counterparty && 'companyId' in counterparty ? counterparty.companyId : null,
    staffId: counterparty && 'staffId' in counterparty ? counterparty.staffId : null,
    reason: reason ?? null,
    requestedById: actorId,
    expiresAt: new Date(tx.now.getTime() + (kind.days ?? DAYS) * DAY_MS),
  })
  await tellApproval(tx, 'approval.asked', id)
  return getApproval(tx, id)
}
