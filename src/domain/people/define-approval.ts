import type { Tx } from '../../db/in-workspace.js'
import type { Approval } from './approval.js'
import type { ApprovalContent } from './approval-content.js'
import type { Capability } from './capabilities.js'

export type ApprovalSubject = { subject: string; proposal: unknown }

/**
 * A kind of decision that needs a second person. One file each in `src/domain/<area>/approvals/`; a use case asks with
 * `askApproval(tx, kind, …)`, and what follows from the answer is the kind's own.
 */
export type ApprovalKind = {
  /** Kept in every approval: never renamed. */
  name: string
  /** What it is, for lists: "Bill". */
  title: string
  /** Several of them, where that is not the title with an s: "changes of a role". */
  many?: string
  /** Who may decide. A role that holds it as `:own` decides for its department. */
  needs: Capability
  /** Days until a question that nobody answered expires. Default 14. */
  days?: number
  /** What stands to be decided now; null when it isn't there any more. */
  load(tx: Tx, of: ApprovalSubject): Promise<ApprovalContent | null>
  /** What follows from yes, in the same commit; answers a sentence for who decided. Throwing takes the decision back. */
  approved(tx: Tx, approval: Approval): Promise<string | undefined>
  /** What follows from no. */
  rejected?(tx: Tx, approval: Approval): Promise<void>
  /** What follows when nobody answered in time, or when it is withdrawn. */
  lapsed?(tx: Tx, approval: Approval): Promise<void>
}

/** What somebody may approve, for the sentence that says so: "bills", "reopenings of a period". */
export const manyOf = ({ title, many }: Pick<ApprovalKind, 'title' | 'many'>): string =>
  many ?? `${title.toLowerCase()}s`

export const defineApproval = (kind: ApprovalKind): ApprovalKind => kind
