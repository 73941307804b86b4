import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { AppError, invalid, refused } from '../../lib/errors.js'
import { type Approval, decidable, mayDecide } from './approval.js'
import type { ApprovalContent } from './approval-content.js'
import { tellApproval } from './approval-events.js'
import { type Answer, getApproval, getApprovalForDecision, saveAnswer } from './approval-store.js'
import { getDecisionSetting, holdLimit, listApprovers } from './approver-store.js'
import type { ApprovalKind } from './define-approval.js'

export type PlannedDecision = {
  approval: Approval
  content: ApprovalContent
  limitMinor: bigint | null
  /** Decided by who prepared it, in a company of one. */
  solo: boolean
}

/**
 * Whether the acting person may decide this now: the preview and the act are the same plan. No delegation, no role and no way of
 * asking lets somebody decide what they prepared. Throws `refused` with the reason.
 */
export async function planDecision(tx: Tx, kind: ApprovalKind, id: string): Promise<PlannedDecision> {
  const approval = await getApprovalForDecision(tx, id)
  const content = decidable(approval, await kind.load(tx, approval), tx.now)
  if (!content.ok) throw refused(content.problem, { approval: approval.ref })
  const [person] = await listApprovers(sqlInTx(tx), kind, tx.scope.actorId ?? NOBODY)
  if (!person) throw new AppError('forbidden', `You are not among those who may decide ${approval.ref}.`)
  await holdLimit(tx, approval)
  const setting = await getDecisionSetting(tx, approval)
  const may = mayDecide(approval, content.value.preparers, person, setting)
  if (!may.ok) throw refused(may.problem, { approval: approval.ref })
  const { limitMinor } = may.value
  return { approval, content: content.value, limitMinor, solo: setting.solo }
}

/** The same for yes. Throws `refused` where something is lacking that no second person makes up for. */
export async function planApproval(tx: Tx, kind: ApprovalKind, id: string): Promise<PlannedDecision> {
  const planned = await planDecision(tx, kind, id)
  const { obstacle } = planned.content
  if (obstacle) throw refused(obstacle, { approval: planned.approval.ref })
  return planned
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

export type Decided = { approval: Approval; solo: boolean; outcome: string | undefined }

/** Yes, and what follows from it, in one commit. */
export async function approve(tx: Tx, kind: ApprovalKind, id: string, note?: string): Promise<Decided> {
  const { approval, limitMinor, solo } = await planApproval(tx, kind, id)
  await settle(tx, approval, { state: 'approved', note: note ?? null, limitMinor, solo: solo && isSelf(tx, approval) })
  const outcome = await kind.approved(tx, await getApproval(tx, id))
  return { approval: await getApproval(tx, id), solo, outcome }
}

/** No, with the reason that who asked is told. */
export async function reject(tx: Tx, kind: ApprovalKind, id: string, note: string): Promise<Decided> {
  if (note.trim() === '') throw invalid('Say why you reject it: whoever asked is told.')
  const { approval, solo } = await planDecision(tx, kind, id)
  await settle(tx, approval, { state: 'rejected', note: note.trim(), solo: solo && isSelf(tx, approval) })
  await kind.rejected?.(tx, await getApproval(tx, id))
  return { approval: await getApproval(tx, id), solo, outcome: undefined }
}

const isSelf = (tx: Tx, { requestedById }: Approval): boolean => requestedById === tx.scope.actorId

async function settle(tx: Tx, { id }: Approval, answer: Answer): Promise<void> {
  await saveAnswer(tx, id, { ...answer, decidedById: tx.scope.actorId ?? NOBODY })
  await tellApproval(tx, 'approval.settled', id)
}
