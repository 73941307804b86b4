import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { lockVersions } from '../people/version-store.js'
import type { CompanyState } from './change-company.js'
import type { Company } from './company.js'
import { type CompanyChange, getCompany, isAbove, listDomains, saveCompany } from './company-store.js'
import { type Moved, markMerged, moveReferences } from './merge-store.js'
import { reindex } from './reindex-store.js'

export type CompanyMerge = { loser: CompanyState; winner: CompanyState; after: CompanyState; moved: Moved[] }

/** What merging one company into another would do. Throws `refused` when they are one already. */
export async function planCompanyMerge(tx: Tx, loserId: string, winnerId: string): Promise<CompanyMerge> {
  const [loser, winner] = [await load(tx, loserId), await load(tx, winnerId)]
  refuseMerged(loser.company, winner.company)
  const change = mergedCompany(loser.company, winner.company, await mayStandBelow(tx, loser.company, winner.company))
  const moved = await moveReferences(tx, 'company', { from: loserId, to: winnerId, dry: true })
  const domains = [...new Set([...winner.domains, ...loser.domains])].sort()
  return { loser, winner, after: { company: { ...winner.company, ...change }, domains }, moved }
}

/**
 * Makes one company of two: what refers to the first refers to the second, but for what is posted, and the first is kept for the books
 * alone. All of it is in the audit trail under this command, which is what undoes it.
 */
export async function mergeCompanies(tx: Tx, loserId: string, winnerId: string): Promise<CompanyMerge> {
  await lockVersions(tx, 'company', [loserId, winnerId])
  const { loser, winner } = await planCompanyMerge(tx, loserId, winnerId)
  const change = mergedCompany(loser.company, winner.company, await mayStandBelow(tx, loser.company, winner.company))
  await saveCompany(tx, winner.company, change)
  const moved = await moveReferences(tx, 'company', { from: loserId, to: winnerId })
  await markMerged(tx, 'company', loserId, winnerId)
  await reindex(tx, 'company', [loserId, winnerId])
  const people = await tx.prisma.contact.findMany({
    where: { workspaceId: tx.scope.workspaceId, companyId: winnerId },
    select: { id: true },
  })
  await reindex(
    tx,
    'contact',
    people.map(({ id }) => id),
  )
  return { loser, winner, after: await load(tx, winnerId), moved }
}

/**
 * What the winner is afterwards: its own values, what it lacks from the other, and of what there can be several both. A parent comes along
 * only where it makes no circle; one that stands below the other takes the other's place.
 */
export function mergedCompany(loser: Company, winner: Company, parentId: string | null): CompanyChange {
  return {
    roles: [...new Set([...winner.roles, ...loser.roles])],
    lifecycle: [winner, loser].some(({ lifecycle }) => lifecycle === 'customer') ? 'customer' : winner.lifecycle,
    taxId: winner.taxId ?? loser.taxId,
    address: winner.address ?? loser.address,
    phone: winner.phone ?? loser.phone,
    billingEmail: winner.billingEmail ?? loser.billingEmail,
    billingContactId: winner.billingContactId ?? loser.billingContactId,
    source: winner.source ?? loser.source,
    ownerId: winner.ownerId ?? loser.ownerId,
    note: [winner.note, loser.note].filter(Boolean).join('\n') || null,
    parentId,
    tags: [...new Set([...winner.tags, ...loser.tags])].sort(),
    custom: { ...loser.custom, ...winner.custom },
  }
}

/** The parent that the winner has afterwards. */
async function mayStandBelow(tx: Tx, loser: Company, winner: Company): Promise<string | null> {
  if (await isAbove(tx, loser.id, winner.id)) return loser.parentId
  if (winner.parentId || !loser.parentId) return winner.parentId
  return (await isAbove(tx, winner.id, loser.parentId)) ? null : loser.parentId
}

function refuseMerged(loser: Company, winner: Company): void {
  if (loser.id === winner.id) throw refused(`${winner.ref} can’t be merged into itself.`)
  const merged = [loser, winner].find(({ mergedIntoId }) => mergedIntoId !== null)
  if (merged) throw refused(`${merged.ref} ${merged.name} was merged into another already.`)
}

const load = async (tx: Tx, id: string): Promise<CompanyState> => ({
  company: await getCompany(tx, id),
  domains: await listDomains(tx, id),
})
