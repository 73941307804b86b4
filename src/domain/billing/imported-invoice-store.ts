import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import type { ImportedInvoice } from './imported-invoice.js'
import type { TaxedLine } from './taxed-lines.js'

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

export async function insertImported(
  tx: Tx,
  given: Omit<ImportedInvoice, 'lines'> & {
    id: string
    ref: string
    termsDays: number
    lines: readonly TaxedLine<{ id: string }>[]
  },
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
  await tx.prisma.invoiceLine.createMany({
    data: given.lines.map((line, at) => ({
      workspaceId,
      id: tx.newId(),
      invoiceId: id,
      position: at + 1,
      ...lineOf(line),
    })),
  })
}

/** Prices and quantities stay in the earlier system: one of what it came to. */
const lineOf = ({ tax, taxCode: _named, ...line }: TaxedLine<{ id: string }>) => ({
  ...line,
  taxCodeId: tax?.id ?? null,
  quantityMilli: 1000n,
  unitPriceMinor: line.netMinor,
})

/** What is open of it stands on the control account with this entry. */
export async function saveOpened(
  tx: Tx,
  id: string,
  { entryId, baseMinor, fxRate }: { entryId: string; baseMinor: bigint; fxRate: string | null },
): Promise<void> {
  await tx.prisma.invoice.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id },
    data: { entryId, baseOpenMinor: baseMinor, fxRate },
  })
}

/** Whether any of these invoices (by id) came from an earlier system. */
export async function anyImported({ sql, scope }: SqlScope, ids: readonly string[]): Promise<boolean> {
  const [row] = await sql<{ any: boolean }[]>`
    select exists (select from invoice where workspace_id = ${scope.workspaceId} and id = any(${[...ids]}::uuid[]) and imported) as any`
  return row?.any ?? false
}
