import type { Tx } from '../../db/in-workspace.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import { putSearchDocument, removeSearchDocument, type SearchDocument } from '../../db/search-document.js'
import { Prisma, type Company as Row } from '../../generated/prisma/client.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { Company, CompanyRole, Lifecycle, PostalAddress } from './company.js'
import { type Custom, textsOf } from './custom-field.js'

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

/** The company that people, mail and deals have now: what this one was merged into, or itself. */
export async function currentCompany(tx: Tx, id: string): Promise<Company | null> {
  const company = await findCompany(tx, id)
  return company?.mergedIntoId ? findCompany(tx, company.mergedIntoId) : company
}

/** The company that mail from a registrable domain belongs to. */
export async function findCompanyByDomain(tx: Tx, domain: string): Promise<Company | null> {
  const where = { workspaceId_domain: { workspaceId: tx.scope.workspaceId, domain } }
  const row = await tx.prisma.companyDomain.findUnique({ where, include: { company: true } })
  return row && toCompany(row.company)
}

/** Companies of exactly this name, but for case and accents. */
export async function listCompaniesNamed(tx: Tx, name: string): Promise<Company[]> {
  const where = { workspaceId: tx.scope.workspaceId, nameKey: nameKey(name) }
  return (await tx.prisma.company.findMany({ where, take: 5, orderBy: { id: 'asc' } })).map(toCompany)
}

export async function insertCompany(tx: Tx, company: Company, domains: readonly string[]): Promise<void> {
  const { address, roles, tags, custom, version: _, ...plain } = company
  await tx.prisma.company.create({
    data: {
      ...plain,
      ...key(tx, company.id),
      nameKey: nameKey(company.name),
      roles: [...roles],
      tags: [...tags],
      custom: custom as Prisma.InputJsonObject,
      address: address ?? Prisma.DbNull,
    },
  })
  await tx.prisma.companyDomain.createMany({
    data: domains.map((domain) => ({ ...key(tx, tx.newId()), domain, companyId: company.id })),
  })
  await putCompanySearch(tx, company, { domains, names: [] })
}

export async function listDomains(tx: Tx, companyId: string): Promise<string[]> {
  const where = { workspaceId: tx.scope.workspaceId, companyId }
  return (await tx.prisma.companyDomain.findMany({ where, orderBy: { domain: 'asc' } })).map(({ domain }) => domain)
}

export async function insertDomains(tx: Tx, companyId: string, domains: readonly string[]): Promise<void> {
  const data = domains.map((domain) => ({ ...key(tx, tx.newId()), domain, companyId }))
  await tx.prisma.companyDomain.createMany({ data })
}

export async function deleteDomains(tx: Tx, companyId: string, domains: readonly string[]): Promise<void> {
  const where = { workspaceId: tx.scope.workspaceId, companyId, domain: { in: [...domains] } }
  await tx.prisma.companyDomain.deleteMany({ where })
}

/** What a change may write; null empties, absent leaves. */
export type CompanyChange = Partial<Omit<Company, 'id' | 'ref' | 'version' | 'mergedIntoId'>>

/**
 * Writes what a rule changed, on the very version it was decided on. Throws `conflict` when somebody was faster. Answers the
 * company as it stands; its search document is the caller's, who knows the domains.
 */
export async function saveCompany(tx: Tx, company: Company, change: CompanyChange): Promise<Company> {
  const where = { ...key(tx, company.id), version: company.version }
  const { address, roles, tags, custom, ...plain } = change
  const [row] = await tx.prisma.company.updateManyAndReturn({
    where,
    data: {
      ...plain,
      ...(plain.name === undefined ? {} : { nameKey: nameKey(plain.name) }),
      ...(address === undefined ? {} : { address: address ?? Prisma.DbNull }),
      ...(roles && { roles: [...roles] }),
      ...(tags && { tags: [...tags] }),
      ...(custom && { custom: custom as Prisma.InputJsonObject }),
    },
  })
  if (!row) throw changedMeanwhile(company.ref)
  return toCompany(row)
}

/** A prospect is a customer from now on; who is one, or was, stays so. */
export async function becomeCustomer(tx: Tx, id: string): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.company.updateMany({
    where: { workspaceId, id, lifecycle: 'prospect' },
    data: { lifecycle: 'customer' },
  })
}

/** Whether `id` stands above or is `parentId`, so that it can't be put below it. Parents of a workspace change one at a time. */
export async function isAbove(tx: Tx, id: string, parentId: string): Promise<boolean> {
  const { workspaceId } = tx.scope
  await oneAtATime(tx, 'company tree')
  const rows = await tx.prisma.$queryRaw<{ id: string }[]>`
    with recursive up as (
      select id, parent_id from company where workspace_id = ${workspaceId}::uuid and id = ${parentId}::uuid
      union select c.id, c.parent_id from company c join up on c.id = up.parent_id where c.workspace_id = ${workspaceId}::uuid)
    select id::text from up where id = ${id}::uuid`
  return rows.length > 0
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

export const putCompanySearch = (tx: Tx, company: Company, words: CompanyWords) =>
  putSearchDocument(tx, companyDocument(company, words))

/** What else a company is found by: its domains, and the names of those that were merged into it. */
export type CompanyWords = { domains: readonly string[]; names: readonly string[] }

/** The names of companies that are part of this one now. */
export async function listMergedNames(tx: Tx, id: string): Promise<string[]> {
  const where = { workspaceId: tx.scope.workspaceId, mergedIntoId: id }
  return (await tx.prisma.company.findMany({ where, select: { name: true } })).map(({ name }) => name)
}

export const companyDocument = (company: Company, { domains, names }: CompanyWords): SearchDocument => ({
  kind: 'company',
  id: company.id,
  ref: company.ref,
  title: company.name,
  body: [
    ...domains,
    ...names,
    company.billingEmail,
    company.taxId,
    company.address?.city,
    company.note,
    ...company.tags,
    ...textsOf(company.custom),
  ],
})

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })

export const toCompany = (row: Row): Company => ({
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
  parentId: row.parentId,
  billingContactId: row.billingContactId,
  tags: row.tags,
  custom: row.custom as Custom,
  mergedIntoId: row.mergedIntoId,
  version: row.version,
})
