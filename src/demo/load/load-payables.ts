import type { Tx } from '../../db/in-workspace.js'
import { createCompany } from '../../domain/crm/create-company.js'
import type { Purpose } from '../../domain/ledger/account.js'
import { getAccountFor } from '../../domain/ledger/account-store.js'
import billApproval from '../../domain/payables/approvals/bill.js'
import expenseApproval from '../../domain/payables/approvals/expense.js'
import payeeApproval from '../../domain/payables/approvals/payee.js'
import { holdBill } from '../../domain/payables/change-bill.js'
import { creditBill } from '../../domain/payables/credit-bill.js'
import { newExpense } from '../../domain/payables/new-expense.js'
import { payBill } from '../../domain/payables/pay-bill.js'
import { proposePayee } from '../../domain/payables/propose-payee.js'
import { putReceiptPolicy } from '../../domain/payables/receipt-policy.js'
import { receiveBill } from '../../domain/payables/receive-bill.js'
import { askApproval } from '../../domain/people/ask-approval.js'
import { approve } from '../../domain/people/decide-approval.js'
import type { ApprovalKind } from '../../domain/people/define-approval.js'
import { addDays, firstOfMonth, type IsoDate, monthOf } from '../../lib/dates.js'
import { money } from '../../lib/money.js'
import { BILLS, CHANGED_DETAILS, type DemoBill, EXPENSES, RECEIPTS_ABOVE, SUPPLIERS } from '../parts/bills.js'
import { dayIn } from '../parts/timeline.js'
import { idOf, type Loading } from './context.js'

/** Suppliers with their bank details, bills in every state, and what colleagues spent: entered by one, approved by another. */
export async function loadPayables(loading: Loading): Promise<void> {
  const { ids, company } = loading
  const { today } = company.calendar
  const begin = addDays(today, -60)
  const details: string[] = []
  await loading.on(begin, 'grace', async (tx) => {
    for (const { key, name, domain, iban } of SUPPLIERS) {
      const made = await createCompany(tx, {
        name,
        domains: [domain],
        currency: 'GBP',
        roles: ['supplier'],
        termsDays: 30,
      })
      ids.set(key, made.id)
      const party = { companyId: made.id }
      if (iban)
        details.push(
          (await proposePayee(tx, { party, account: { iban }, source: 'Called, number from the contract' })).approval
            .id,
        )
    }
  })
  await loading.on(begin, 'daniel', async (tx) => {
    for (const id of details) await approve(tx, payeeApproval, id)
  })
  for (const bill of BILLS) await loadBill(loading, bill)
  for (const expense of EXPENSES) await loadExpense(loading, expense, today)
  await loading.on(today, 'helen', (tx) => putReceiptPolicy(tx, RECEIPTS_ABOVE))
  await loading.on(today, 'grace', (tx) =>
    proposePayee(tx, {
      party: { companyId: idOf(ids, CHANGED_DETAILS.supplier) },
      account: { iban: CHANGED_DETAILS.iban },
      source: CHANGED_DETAILS.told,
    }),
  )
}

/** Everything posts in the month of today, whenever it is dated: the months before are told already. */
async function loadBill(loading: Loading, bill: DemoBill): Promise<void> {
  const { today, openMonth } = loading.company.calendar
  const postingDate = inMonthOf(today, bill.late ? firstOfMonth(monthOf(today)) : addDays(today, -bill.age))
  const billDate = bill.late ? dayIn(openMonth, bill.late.day) : postingDate
  const { id, approvalId } = await loading.on(postingDate, 'grace', async (tx) => {
    const made = await receiveBill(tx, {
      companyId: idOf(loading.ids, bill.supplier),
      number: bill.number,
      billDate,
      dueDate: addDays(billDate, bill.terms),
      postingDate,
      department: bill.department,
      ownerId: idOf(loading.ids, 'grace'),
      discount: bill.early ? { bp: bill.early.bp, until: addDays(today, bill.early.days) } : null,
      lines: [{ description: bill.what, unitPriceMinor: bill.netMinor, account: await codeFor(tx, bill.purpose) }],
    })
    return { id: made.id, approvalId: await ask(tx, billApproval, made.id) }
  })
  if (bill.state === 'waiting') return
  await loading.on(postingDate, 'helen', (tx) => approve(tx, billApproval, approvalId))
  if (bill.state === 'paid') await loading.on(today, 'grace', (tx) => payBill(tx, { billId: id, date: today }))
  if (bill.state === 'held') await loading.on(today, 'grace', (tx) => holdBill(tx, id, 'We agreed a fixed fee of 900'))
  if (bill.state === 'credited') await loadCredit(loading, id, today)
}

async function loadCredit(loading: Loading, billId: string, today: IsoDate): Promise<void> {
  const approvalId = await loading.on(today, 'grace', async (tx) => {
    const credit = await creditBill(tx, {
      billId,
      billDate: today,
      number: 'CH-C-114',
      netMinor: 80_00n,
      why: 'Two days without service',
      ownerId: idOf(loading.ids, 'grace'),
    })
    return ask(tx, billApproval, credit.id)
  })
  await loading.on(today, 'helen', (tx) => approve(tx, billApproval, approvalId))
}

async function loadExpense(loading: Loading, expense: (typeof EXPENSES)[number], today: IsoDate): Promise<void> {
  const spentOn = inMonthOf(today, addDays(today, -expense.age))
  const approvalId = await loading.on(spentOn, expense.by, async (tx) => {
    const made = await newExpense(tx, {
      staffId: idOf(loading.ids, expense.by),
      description: expense.what,
      amount: money(expense.minor, 'GBP'),
      spentOn,
      category: expense.purpose,
    })
    return ask(tx, expenseApproval, made.id)
  })
  if (expense.approved) await loading.on(today, 'tom', (tx) => approve(tx, expenseApproval, approvalId))
}

/** That day, or the first of today's month where it is before it. */
const inMonthOf = (today: IsoDate, date: IsoDate): IsoDate => {
  const first = firstOfMonth(monthOf(today))
  return date < first ? first : date
}

const ask = async (tx: Tx, kind: ApprovalKind, subject: string): Promise<string> =>
  (await askApproval(tx, kind, { subject })).id

const codeFor = async (tx: Tx, purpose: string): Promise<string> => (await getAccountFor(tx, purpose as Purpose)).code
