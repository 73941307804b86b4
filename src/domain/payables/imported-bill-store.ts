import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { toDbDate } from '../../lib/dates.js'
import type { TaxedLine } from '../billing/taxed-lines.js'
import type { OpenedDocument } from '../ledger/opening-document.js'
import { REFS } from './bill.js'
import type { ImportedBill } from './imported-bill.js'

/** As one that is paid: an entry names the bill, so that it has to be there before what is open is posted. */
export async function insertPaid(
  tx: Tx,
  given: Omit<ImportedBill, 'lines'> & { id: string; lines: readonly TaxedLine<{ id: string }>[] },
): Promise<void> {
  const { workspaceId } = tx.scope
  const { id, kind, number, currency, taxMinor, totalMinor } = given
  const { counter, prefix } = REFS[kind]
  const amounts = { currency, netMinor: totalMinor - taxMinor, taxMinor, totalMinor }
  const dates = { billDate: toDbDate(given.billDate), dueDate: toDbDate(given.dueDate) }
  const ref = await nextRef(tx, counter, prefix)
  const companyId = given.company.id
  await tx.prisma.bill.create({
    data: { workspaceId, id, kind, ref, number, status: 'paid', ...amounts, ...dates, imported: true, companyId },
  })
  await tx.prisma.billLine.createMany({
    data: given.lines.map(({ tax, taxCode: _named, ...line }, at) => ({
      workspaceId,
      id: tx.newId(),
      billId: id,
      position: at + 1,
      ...line,
      taxCodeId: tax?.id ?? null,
      quantityMilli: 1000n,
      unitPriceMinor: line.netMinor,
    })),
  })
}

/** What is open of it stands on the control account with this entry. */
export async function saveOpened(
  tx: Tx,
  id: string,
  { openMinor, totalMinor, ...opened }: OpenedDocument & { openMinor: bigint; totalMinor: bigint },
): Promise<void> {
  await tx.prisma.bill.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id },
    data: {
      status: openMinor === totalMinor ? 'posted' : 'part_paid',
      openMinor,
      baseOpenMinor: opened.baseMinor,
      fxRate: opened.fxRate,
      entryId: opened.entryId,
      postingDate: toDbDate(opened.date),
    },
  })
}
