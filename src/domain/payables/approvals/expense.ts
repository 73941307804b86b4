import { defineApproval } from '../../people/define-approval.js'
import { billContent } from '../bill-content.js'
import { postApproved, rejectBill } from '../post-bill.js'

/** What staff spent: yes posts it, and we owe it to them. */
export default defineApproval({
  name: 'expense',
  title: 'Expense',
  needs: 'expense.approve',
  days: 30,
  load: (tx, { subject }) => billContent(tx, subject),
  approved: (tx, { subject }) => postApproved(tx, subject),
  rejected: (tx, { subject }) => rejectBill(tx, subject),
})
