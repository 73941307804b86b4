import { defineApproval } from '../../people/define-approval.js'
import { billContent } from '../bill-content.js'
import { postApproved, rejectBill } from '../post-bill.js'

/** Bills and suppliers' credit notes: yes posts them. */
export default defineApproval({
  name: 'bill',
  title: 'Bill',
  needs: 'bill.approve',
  days: 30,
  load: (tx, { subject }) => billContent(tx, subject),
  approved: (tx, { subject }) => postApproved(tx, subject),
  rejected: (tx, { subject }) => rejectBill(tx, subject),
})
