import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { type IsoDate, toDbDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { getAccountFor } from '../ledger/account-store.js'
import { postOpening } from '../ledger/opening-document.js'
import { REFS } from './bill.js'
import { findByNumber } from './bill-store.js'

/** A supplier's bill or credit note that an earlier system knew. Amounts are above zero. */
export type ImportedBill = {
  kind: 'bill' | 'credit_note'
  /** The supplier's own. */
  number: string
  company: { id: string; name: string }
  billDate: IsoDate
  dueDate: IsoDate
  currency: string
  taxMinor: bigint
  totalMinor: bigint
  openMinor: bigint
  description: string
  accountId?: string | undefined
  /** Its cost and tax are posted too, for no opening balance has them. */
  afterCutover: boolean
}

/** Takes in a bill of an earlier system; what is open of it stands on the payable account. Throws `refused`. */
export async function importBill(tx: Tx, given: ImportedBill): Promise<'created' | 'unchanged'> {
  const { kind, number, company, currency, totalMinor, openMinor, taxMinor } = given
  const known = await findByNumber(tx, { companyId: company.id, kind, number })
  if (known) {
    if (known.totalMinor === totalMinor && known.currency === currency && known.billDate === given.billDate)
      return 'unchanged'
    throw refused(
      `${company.name}’s ${number} is here (${known.ref}) with another date or total. What is posted stays as it is.`,
    )
  }
  if (given.afterCutover && openMinor !== totalMinor)
    throw refused(
      `${number} is dated after the cutover and is partly paid. Import it with all of it open, then its payments.`,
    )
  const id = tx.newId()
  const accountId = given.accountId ?? (await getAccountFor(tx, 'office')).id
  await insertPaid(tx, { ...given, id, accountId })
  if (openMinor === 0n) return 'created'
  const cost = [
    { accountId, minor: totalMinor - taxMinor },
    { accountId: (await getAccountFor(tx, 'tax-input')).id, minor: taxMinor },
  ]
  const opened = await postOpening(tx, {
    control: 'payable',
    sign: kind === 'bill' ? -1n : 1n,
    date: given.billDate,
    open: money(openMinor, currency),
    memo: `${number} by ${company.name}, open when it was taken over`,
    idempotencyKey: `import:bill:${company.id}:${kind}:${number}`,
    names: { companyId: company.id, billId: id },
    against: given.afterCutover ? cost : undefined,
  })
  await tx.prisma.bill.update({
    where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } },
    data: {
      status: openMinor === totalMinor ? 'posted' : 'part_paid',
      openMinor,
      baseOpenMinor: opened.baseMinor,
      fxRate: opened.fxRate,
      entryId: opened.entryId,
      postingDate: toDbDate(opened.date),
    },
  })
  return 'created'
}

/** As one that is paid: an entry names the bill, so that it has to be there before what is open is posted. */
async function insertPaid(tx: Tx, given: ImportedBill & { id: string; accountId: string }): Promise<void> {
  const { workspaceId } = tx.scope
  const { id, kind, number, currency, taxMinor, totalMinor, accountId } = given
  const { counter, prefix } = REFS[kind]
  const netMinor = totalMinor - taxMinor
  const dates = { billDate: toDbDate(given.billDate), dueDate: toDbDate(given.dueDate) }
  const ref = await nextRef(tx, counter, prefix)
  await tx.prisma.bill.create({
    data: {
      workspaceId,
      id,
      kind,
      ref,
      number,
      status: 'paid',
      currency,
      netMinor,
      taxMinor,
      totalMinor,
      ...dates,
      imported: true,
      companyId: given.company.id,
    },
  })
  const line = { description: given.description, quantityMilli: 1000n, unitPriceMinor: netMinor, netMinor, taxMinor }
  await tx.prisma.billLine.create({
    data: { workspaceId, id: tx.newId(), billId: id, position: 1, ...line, accountId },
  })
}
