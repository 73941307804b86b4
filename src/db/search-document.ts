import { nameKey } from '../lib/name-key.js'
import type { Tx } from './in-workspace.js'

/** What search knows of a record: the title is matched by likeness (trigrams), the body by words. */
export type SearchDocument = {
  kind: string
  id: string
  ref: string
  title: string
  body: readonly (string | null | undefined)[]
}

/** Puts the record's search document, new or in place of the last one, in the record's own transaction. */
export async function putSearchDocument(tx: Tx, document: SearchDocument): Promise<void> {
  const body = document.body.filter(Boolean).join('\n')
  const key = nameKey(document.title)
  await tx.prisma.$executeRaw`
    select search.put(${document.kind}, ${document.id}::uuid, ${document.ref}, ${document.title}, ${key}, ${body})`
}

/** Many documents as `search.put_all` takes them, in one statement of a set-based transaction. */
export const documentsJson = (documents: readonly SearchDocument[]): string =>
  JSON.stringify(
    documents.map(({ kind, id, ref, title, body }) => ({
      kind,
      record_id: id,
      ref,
      title,
      title_key: nameKey(title),
      body: body.filter(Boolean).join('\n'),
    })),
  )

/** The same of many, in one statement. */
export const putSearchDocuments = (tx: Tx, documents: readonly SearchDocument[]) =>
  tx.prisma.$executeRaw`select search.put_all(${documentsJson(documents)}::text::jsonb)`

/** Takes a removed record out of search. */
export async function removeSearchDocument(tx: Tx, kind: string, id: string): Promise<void> {
  await tx.prisma.$executeRaw`select search.remove(${kind}, ${id}::uuid)`
}
