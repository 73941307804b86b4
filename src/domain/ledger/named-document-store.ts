import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'

export type NamedDocument = { companyId: string | null } & (
  | { invoiceId: string }
  | { billId: string }
  | { paymentId: string }
)

/** An invoice or credit note by its number, a bill or a payment by its reference: what a line on a control account names. Throws `not_found`. */
export async function getNamedDocument(tx: Tx, name: string): Promise<NamedDocument> {
  const { workspaceId } = tx.scope
  const ref = name.trim().toUpperCase()
  const invoice = await tx.prisma.invoice.findFirst({ where: { workspaceId, number: ref } })
  if (invoice) return { invoiceId: invoice.id, companyId: invoice.companyId }
  const bill = await tx.prisma.bill.findFirst({ where: { workspaceId, ref } })
  if (bill) return { billId: bill.id, companyId: bill.companyId }
  const payment = await tx.prisma.payment.findFirst({ where: { workspaceId, ref } })
  if (payment) return { paymentId: payment.id, companyId: payment.companyId }
  throw notFound(`There is no invoice, bill or payment "${name}". Write it like INV-2026-0042, BILL-12 or PAY-3.`)
}

/** A company by its reference or its exact name. Throws `not_found`. */
export async function getNamedCompany(tx: Tx, name: string, key: string): Promise<string> {
  const { workspaceId } = tx.scope
  const found = await tx.prisma.company.findMany({
    where: { workspaceId, OR: [{ ref: name.trim().toUpperCase() }, { nameKey: key }] },
    take: 2,
  })
  const [company] = found
  if (company && found.length === 1) return company.id
  const problem = company ? 'Several companies are' : 'No company is'
  throw notFound(`${problem} called "${name}". Write its reference, such as COMP-12.`)
}

/** Throws `not_found` with the codes that there are. */
export async function getTaxCodeId(tx: Tx, code: string): Promise<string> {
  const codes = await tx.prisma.taxCode.findMany({ where: { workspaceId: tx.scope.workspaceId, active: true } })
  const found = codes.find((each) => each.code.toLowerCase() === code.toLowerCase())
  if (found) return found.id
  throw notFound(
    `There is no tax code "${code}". There is: ${codes
      .map((each) => each.code)
      .sort()
      .join(', ')}.`,
  )
}
