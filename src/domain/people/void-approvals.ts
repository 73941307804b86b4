import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { type Approval, isSettled } from './approval.js'
import { tellApproval } from './approval-events.js'
import { findAsked, getApprovalForDecision, listOverdueApprovals, saveAnswer } from './approval-store.js'
import type { ApprovalKind } from './define-approval.js'

/** Takes back the open question about something that changes: `why` completes "is void: …". Answers whether there was one. */
export async function voidApprovals(tx: Tx, kind: ApprovalKind, subject: string, why: string): Promise<boolean> {
  const asked = await findAsked(tx, kind.name, subject)
  if (!asked) return false
  const approval = await getApprovalForDecision(tx, asked.id)
  if (isSettled(approval)) return false
  await settle(tx, approval.id, 'void', why)
  return true
}

/** A question about what has changed or gone is void from here on, whoever noticed. */
export async function voidIfChanged(tx: Tx, kind: ApprovalKind, id: string): Promise<void> {
  const approval = await getApprovalForDecision(tx, id)
  if (isSettled(approval)) return
  const content = await kind.load(tx, approval)
  if (content?.hash === approval.contentHash) return
  await settle(tx, id, 'void', content ? 'it was changed since' : 'it is not there any more')
}

/** Who asked takes it back. Throws `refused` for anybody else, and once it is settled. */
export async function withdrawApproval(tx: Tx, kind: ApprovalKind, id: string): Promise<Approval> {
  const approval = await getApprovalForDecision(tx, id)
  if (approval.requestedById !== tx.scope.actorId) throw refused(`Only who asked for ${approval.ref} can withdraw it.`)
  if (isSettled(approval)) throw refused(`${approval.ref} is ${approval.state} already.`)
  await settle(tx, id, 'void', 'it was withdrawn')
  await kind.lapsed?.(tx, approval)
  return approval
}

/** What nobody answered in time. Answers how many. */
export async function expireApprovals(tx: Tx, kinds: ReadonlyMap<string, ApprovalKind>): Promise<number> {
  const overdue = await listOverdueApprovals(tx)
  for (const { id } of overdue) {
    const approval = await getApprovalForDecision(tx, id)
    if (isSettled(approval)) continue
    await settle(tx, id, 'expired', null)
    await kinds.get(approval.kind)?.lapsed?.(tx, approval)
  }
  return overdue.length
}

async function settle(tx: Tx, id: string, state: 'void' | 'expired', note: string | null): Promise<void> {
  await saveAnswer(tx, id, { state, note })
  await tellApproval(tx, 'approval.settled', id)
}
