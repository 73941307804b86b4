import type { Tx } from '../../db/in-workspace.js'
import { isFreeMail, registrableDomain } from '../../lib/address-key.js'
import { nameKey } from '../../lib/name-key.js'
import type { ReceivedDocument } from './received-document.js'

export type SupplierMatch = { id: string; name: string; why: 'tax id' | 'name' | 'mail domain' }

/** Who sent a document: by tax id, else by the name, else by the domain of the seller's mail. Only what is unique counts. */
export async function matchSupplier(
  tx: Tx,
  { name, taxId, addresses }: ReceivedDocument['seller'],
): Promise<SupplierMatch | null> {
  const { workspaceId } = tx.scope
  const byTaxId = taxId === null ? [] : await withTaxId(tx, taxId)
  const byName = await tx.prisma.company.findMany({ where: { workspaceId, nameKey: nameKey(name) }, take: 2 })
  const domains = addresses.flatMap((address) => registrableDomain(address.slice(address.indexOf('@') + 1)) ?? [])
  const byDomain = await tx.prisma.company.findMany({
    where: { workspaceId, domains: { some: { domain: { in: domains.filter((domain) => !isFreeMail(domain)) } } } },
    take: 2,
  })
  const found = [
    ['tax id', byTaxId],
    ['name', byName],
    ['mail domain', byDomain],
  ] as const
  for (const [why, companies] of found) {
    const [only, another] = companies
    if (only && !another) return { id: only.id, name: only.name, why }
  }
  return null
}

/** As written by people: with spaces, dots and small letters. */
const withTaxId = (tx: Tx, taxId: string): Promise<{ id: string; name: string }[]> => tx.prisma.$queryRaw`
  select id::text as id, name from company
  where workspace_id = ${tx.scope.workspaceId}::uuid and upper(regexp_replace(tax_id, '[^A-Za-z0-9]', '', 'g')) = ${taxId.toUpperCase().replace(/[^A-Z0-9]/g, '')}
  limit 2`
