import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid } from '../../lib/errors.js'
import { divideRounded, type Money } from '../../lib/money.js'
import { getPurchaseCode } from '../billing/purchase-tax-code-store.js'
import { isSelfAssessed } from '../billing/tax-of.js'
import { REFS } from './bill.js'
import type { BillWithLines } from './bill-store.js'
import { completeLines } from './complete-lines.js'
import { findCategory } from './expense-category.js'
import { addedUp, enter, UNPOSTED } from './receive-bill.js'

export type NewExpense = {
  /** Who spent it, and is paid back. */
  staffId: string
  description: string
  /** As the receipt says: tax included. */
  amount: Money
  spentOn: IsoDate
  /** travel, software, an account's code or its name. */
  category: string
  /** Only where the receipt lets us get tax back. */
  taxCode?: string | undefined
  department?: string | null
  note?: string | null
}

/** What a colleague spent for the company: approved by a second person like a bill, then owed to them. Throws `invalid`, `not_found`. */
export async function newExpense(tx: Tx, input: NewExpense): Promise<BillWithLines> {
  const { workspaceId } = tx.scope
  const staff = await tx.prisma.staff.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: input.staffId } },
  })
  const gross = input.amount.minor
  if (gross <= 0n) throw invalid('An expense is an amount above zero.')
  const account = await findCategory(tx, input.category)
  const tax = input.taxCode ? await getPurchaseCode(tx, input.taxCode) : null
  const inside =
    tax && !isSelfAssessed(tax) ? gross - divideRounded(gross * 1_000_000n, BigInt(1_000_000 + tax.ratePpm)) : 0n
  const line = { description: input.description, unitPriceMinor: gross - inside, account: account.code }
  const department = input.department ?? staff.department
  const lines = await completeLines(tx, [line], { taxCode: tax?.code ?? null, department, supplierId: null })
  return enter(
    tx,
    {
      id: tx.newId(),
      ref: await nextRef(tx, REFS.expense.counter, REFS.expense.prefix),
      kind: 'expense',
      number: null,
      status: 'received',
      currency: input.amount.currency,
      billDate: input.spentOn,
      dueDate: input.spentOn,
      taxPoint: null,
      postingDate: null,
      department,
      note: input.note ?? null,
      discountBp: null,
      discountUntil: null,
      heldReason: null,
      payeeNumber: null,
      paymentReference: null,
      companyId: null,
      staffId: input.staffId,
      ownerId: input.staffId,
      correctsId: null,
      ...UNPOSTED,
      ...addedUp(lines, tax ? { [tax.code]: inside } : {}),
    },
    staff.name,
  )
}
