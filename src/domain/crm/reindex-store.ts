import type { Tx } from '../../db/in-workspace.js'
import { putSearchDocuments, removeSearchDocument } from '../../db/search-document.js'
import { companyDocument, toCompany } from './company-store.js'
import { contactDocument, toContact } from './contact-store.js'

/** So many documents go into search in one statement. */
const AT_ONCE = 1000

/** Puts many companies into search as they stand; one that was merged into another is not found any more. */
export async function reindexCompanies(tx: Tx, ids: readonly string[]): Promise<void> {
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
export async function reindexContacts(tx: Tx, ids: readonly string[]): Promise<void> {
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

const chunks = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
