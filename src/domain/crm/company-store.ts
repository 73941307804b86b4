import type { Tx } from '../../db/in-workspace.js'
import { putSearchDocument, removeSearchDocument } from '../../db/search-document.js'
import { Prisma, type Company as Row } from '../../generated/prisma/client.js'
import { notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Company, CompanyRole, Lifecycle, PostalAddress } from './company.js'

/** Throws `not_found`. */
export async function getCompany(tx: Tx, id: string): Promise<Company> {
  const company = await findCompany(tx, id)
  if (!company) throw notFound('There is no such company.', { companyId: id })
  return company
}

export async function findCompany(tx: Tx, id: string): Promise<Company | null> {
  const row = await tx.prisma.company.findUnique({ where: { workspaceId_id: key(tx, id) } })
  return row && toCompany(row)
}

/** The company that mail from a registrable domain belongs to. */
export async function findCompanyByDomain(tx: Tx, domain: string): Promise<Company | null> {
  const where = { workspaceId_domain: { workspaceId: tx.scope.workspaceId, domain } }
  const row = await tx.prisma.companyDomain.findUnique({ where, include: { company: true } })
  return row && toCompany(row.company)
}

/** Which company each of these domains belongs to, for those that belong to one. */
export async function companiesByDomain(tx: Tx, domains: readonly string[]): Promise<Map<string, Company>> {
  const where = { workspaceId: tx.scope.workspaceId, domain: { in: [...domains] } }
  const rows = await tx.prisma.companyDomain.findMany({ where, include: { company: true } })
  return new Map(rows.map(({ domain, company }) => [domain, toCompany(company)]))
}

/** Companies of exactly this name, but for case and accents. */
export async function listCompaniesNamed(tx: Tx, name: string): Promise<Company[]> {
  const where = { workspaceId: tx.scope.workspaceId, nameKey: nameKey(name) }
  return (await tx.prisma.company.findMany({ where, take: 5, orderBy: { id: 'asc' } })).map(toCompany)
}

export async function insertCompany(tx: Tx, company: Company, domains: readonly string[]): Promise<void> {
  const { address, roles, version: _, ...plain } = company
  await tx.prisma.company.create({
    data: {
      ...plain,
      ...key(tx, company.id),
      nameKey: nameKey(company.name),
      roles: [...roles],
      address: address ?? Prisma.DbNull,
    },
  })
  await tx.prisma.companyDomain.createMany({
    data: domains.map((domain) => ({ ...key(tx, tx.newId()), domain, companyId: company.id })),
  })
  await putCompanySearch(tx, company, domains)
}

/** How many records refer to a company and so keep it; its domains are its own. */
export async function countCompanyUses(tx: Tx, companyId: string): Promise<number> {
  const where = { workspaceId: tx.scope.workspaceId, companyId }
  const { company, contact, deal, activity, threadLink, invoice, payment, posting } = tx.prisma
  return (
    (await company.count({ where: { workspaceId: tx.scope.workspaceId, parentId: companyId } })) +
    (await contact.count({ where })) +
    (await deal.count({ where })) +
    (await activity.count({ where })) +
    (await threadLink.count({ where })) +
    (await invoice.count({ where })) +
    (await payment.count({ where })) +
    (await posting.count({ where }))
  )
}

/** With its domains and its search document. */
export async function deleteCompany(tx: Tx, id: string): Promise<void> {
  await tx.prisma.companyDomain.deleteMany({ where: { workspaceId: tx.scope.workspaceId, companyId: id } })
  await tx.prisma.company.delete({ where: { workspaceId_id: key(tx, id) } })
  await removeSearchDocument(tx, 'company', id)
}

const putCompanySearch = (tx: Tx, company: Company, domains: readonly string[]) =>
  putSearchDocument(tx, {
    kind: 'company',
    id: company.id,
    ref: company.ref,
    title: company.name,
    body: [...domains, company.billingEmail, company.taxId, company.address?.city, company.note],
  })

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })

const toCompany = (row: Row): Company => ({
  id: row.id,
  ref: row.ref,
  name: row.name,
  roles: row.roles as CompanyRole[],
  lifecycle: row.lifecycle as Lifecycle,
  taxId: row.taxId,
  address: row.address as PostalAddress | null,
  phone: row.phone,
  billingEmail: row.billingEmail,
  termsDays: row.termsDays,
  currency: row.currency,
  source: row.source,
  note: row.note,
  ownerId: row.ownerId,
  version: row.version,
})
