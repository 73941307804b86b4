import { loadApprovals } from '../../../domain/people/approvals.js'
import type { ApprovalKind } from '../../../domain/people/define-approval.js'

/** Every kind of decision that needs a second person. */
export const approvalKinds: ReadonlyMap<string, ApprovalKind> = await loadApprovals()

/** The kind of a stored approval. One whose kind is gone can't be decided any more. */
export function approvalKind(name: string): ApprovalKind {
  const kind = approvalKinds.get(name)
  if (!kind) throw new Error(`No kind of approval is called "${name}".`)
  return kind
}
