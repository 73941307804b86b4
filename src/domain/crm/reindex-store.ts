import type { Tx } from '../../db/in-workspace.js'
import { putSearchDocuments, removeSearchDocument } from '../../db/search-document.js'
import { companyDocument, toCompany } from './company-store.js'
import { contactDocument, toContact } from './contact-store.js'
import { dealDocument, toDeal } from './deal-store.js'
import type { Tagged, WithTags } from './tag-store.js'

/** So many documents go into search in one statement, and so many wait for it in one errand. */
const AT_ONCE = 1000
/** More than these go into search after the commit: ten thousand documents take longer than what changed them. */
const AT_LEISURE = 200

/** Puts records into search as they stand: a few at once, many soon. */
export async function reindex(tx: Tx, kind: Tagged, ids: readonly string[]): Promise<void> {
  if (ids.length <= AT_LEISURE) return reindexNow(tx, kind, ids)
  for (const some of chunks(ids)) await tx.outbox('records.reindex', { kind, ids: some })
}

/** Records of areas that stand on this one: they are put into search by an errand. */
export async function reindexLater(tx: Tx, changed: ReadonlyMap<WithTags, readonly string[]>): Promise<void> {
  for (const kind of ['case', 'product'] as const)
    for (const ids of chunks(changed.get(kind) ?? [])) await tx.outbox('records.reindex', { kind, ids })
}

export function reindexNow(tx: Tx, kind: Tagged, ids: readonly string[]): Promise<void> {
  if (kind === 'company') return reindexCompanies(tx, ids)
  return kind === 'contact' ? reindexContacts(tx, ids) : reindexDeals(tx, ids)
}

/** Puts many companies into search as they stand; one that was merged into another is not found any more. */
async function reindexCompanies(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const some of chunks(ids)) {
    const where = { workspaceId: tx.scope.workspaceId, id: { in: some } }
    const rows = await tx.prisma.company.findMany({
      where,
      include: { domains: { orderBy: { domain: 'asc' } }, merged: true },
    })
    const found = rows.filter(({ mergedIntoId }) => mergedIntoId === null)
    await putSearchDocuments(
      tx,
      found.map((row) =>
        companyDocument(toCompany(row), {
          domains: row.domains.map(({ domain }) => domain),
          names: row.merged.map(({ name }) => name),
        }),
      ),
    )
    for (const { id, mergedIntoId } of rows) if (mergedIntoId) await removeSearchDocument(tx, 'company', id)
  }
}

/** The same of contacts. */
async function reindexContacts(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const some of chunks(ids)) {
    const where = { workspaceId: tx.scope.workspaceId, id: { in: some } }
    const orderBy = [{ preferred: 'desc' as const }, { id: 'asc' as const }]
    const include = { addresses: { orderBy }, phones: { orderBy }, company: true }
    const rows = await tx.prisma.contact.findMany({ where, include })
    await putSearchDocuments(
      tx,
      rows
        .filter(({ mergedIntoId }) => mergedIntoId === null)
        .map((row) =>
          contactDocument(toContact(row), {
            addresses: row.addresses.map(({ address, addressKey }) => ({ address, key: addressKey })),
            phones: row.phones.map(({ phone, phoneKey }) => ({ phone, key: phoneKey })),
            companyName: row.company?.name,
          }),
        ),
    )
    for (const { id, mergedIntoId } of rows) if (mergedIntoId) await removeSearchDocument(tx, 'contact', id)
  }
}

/** The same of deals, which are found by their company's and their contact's name too. */
async function reindexDeals(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const some of chunks(ids)) {
    const where = { workspaceId: tx.scope.workspaceId, id: { in: some } }
    const rows = await tx.prisma.deal.findMany({ where, include: { company: true, contact: true } })
    await putSearchDocuments(
      tx,
      rows.map((row) => dealDocument(toDeal(row), [row.company.name, row.contact?.name])),
    )
  }
}

const chunks = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
