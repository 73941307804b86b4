import type { ApprovalKind } from '../people/define-approval.js'
import bill from './approvals/bill.js'
import expense from './approvals/expense.js'
import type { Bill } from './bill.js'

/** The kind of decision that a document needs. */
export const approvalOf = ({ kind }: Pick<Bill, 'kind'>): ApprovalKind => (kind === 'expense' ? expense : bill)
