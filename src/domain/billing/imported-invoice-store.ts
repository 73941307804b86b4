import type { Tx } from '../../db/in-workspace.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import type { ImportedInvoice } from './imported-invoice.js'

export type KnownInvoice = {
  kind: string
  companyId: string
  totalMinor: bigint
  currency: string
  issueDate: IsoDate | null
  imported: boolean
}

export async function findImported(tx: Tx, number: string): Promise<KnownInvoice | null> {
  const row = await tx.prisma.invoice.findFirst({ where: { workspaceId: tx.scope.workspaceId, number } })
  return row && { ...row, issueDate: row.issueDate && fromDbDate(row.issueDate) }
}

/** With one line, for what the earlier system knew of its lines stays there. */
export async function insertImported(
  tx: Tx,
  given: ImportedInvoice & { id: string; ref: string; accountId: string; termsDays: number },
): Promise<void> {
  const { workspaceId } = tx.scope
  const { id, kind, ref, number, currency, taxMinor, totalMinor, openMinor, termsDays, poNumber } = given
  const netMinor = totalMinor - taxMinor
  const status = openMinor === 0n ? 'paid' : openMinor === totalMinor ? 'issued' : 'part_paid'
  const issueDate = toDbDate(given.issueDate)
  const amounts = { netMinor, taxMinor, totalMinor, openMinor }
  const dates = { issueDate, draftDate: issueDate, dueDate: toDbDate(given.dueDate), termsDays }
  await tx.prisma.invoice.create({
    data: {
      workspaceId,
      id,
      kind,
      ref,
      number,
      status,
      currency,
      ...amounts,
      ...dates,
      poNumber,
      imported: true,
      companyId: given.company.id,
    },
  })
  const line = { description: given.description, quantityMilli: 1000n, unitPriceMinor: netMinor, netMinor, taxMinor }
  await tx.prisma.invoiceLine.create({
    data: { workspaceId, id: tx.newId(), invoiceId: id, position: 1, ...line, accountId: given.accountId },
  })
}
