import type { Tx } from '../../db/in-workspace.js'

/** How a customer wants invoices from now on; answers how it was. The company was resolved before. */
export async function setInvoiceFormat(
  tx: Tx,
  companyId: string,
  invoiceFormat: 'pdf' | 'ubl',
): Promise<{ before: string; version: number }> {
  const where = { workspaceId_id: { workspaceId: tx.scope.workspaceId, id: companyId } }
  const { invoiceFormat: before } = await tx.prisma.company.findUniqueOrThrow({ where })
  await tx.prisma.company.update({ where, data: { invoiceFormat } })
  const { version } = await tx.prisma.company.findUniqueOrThrow({ where })
  return { before, version }
}
