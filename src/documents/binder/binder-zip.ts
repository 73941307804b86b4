import { type Zippable, zipSync } from 'fflate'
import type { Binder } from '../../domain/close/binder-store.js'
import { hashOf } from '../../lib/hash-of.js'
import { tableCsv } from '../table-csv.js'
import { type EvidenceNames, refOf } from './binder-part.js'
import { binderPdf } from './binder-pdf.js'
import { binderParts } from './binder-tables.js'

export type BoundBinder = {
  pdf: Uint8Array
  zip: Uint8Array
  pdfHash: string
  zipHash: string
  /** Files given as evidence that are not kept any more: `TASK-2610-3 statement.pdf`. */
  missing: readonly string[]
}

/** Bytes of a file that is kept, by its SHA-256; null for one that is not there any more. */
export type OpenKept = (hash: string) => Promise<Uint8Array | null>

const encoder = new TextEncoder()

/**
 * All of it as one archive: the pages, each table as CSV, the proofs that checks kept, the files given as evidence, and a list of
 * their SHA-256 (`sha256sum -c SHA256SUMS` proves it whole). A file that was lost is named where it should be.
 */
export async function bindBinder(binder: Binder, open: OpenKept): Promise<BoundBinder> {
  const given = await openGiven(binder, open)
  const names: EvidenceNames = new Map(given.map(({ id, name, bytes }) => [id, bytes ? name : null]))
  const pdf = await binderPdf(binder, names)
  const files = new Map<string, Uint8Array>([[`binder-${binder.name}.pdf`, pdf]])
  for (const { file, table } of binderParts(binder, names)) files.set(`${file}.csv`, encoder.encode(tableCsv(table)))
  for (const { taskId, ...proof } of binder.proofs) {
    const ref = refOf(binder.tasks, taskId)
    files.set(`proofs/${ref}.json`, encoder.encode(`${JSON.stringify(proof, null, 2)}\n`))
  }
  for (const { name, bytes } of given) if (bytes) files.set(name, bytes)
  const sums = [...files].map(([name, bytes]) => `${hashOf(bytes)}  ${name}\n`).join('')
  files.set('SHA256SUMS', encoder.encode(sums))
  const entries: Zippable = Object.fromEntries([...files].map(([name, bytes]) => [name, [bytes, { mtime: binder.at }]]))
  const zip = zipSync(entries, { level: 6 })
  const missing = given.flatMap(({ bytes, called }) => (bytes ? [] : [called]))
  return { pdf, zip, pdfHash: hashOf(pdf), zipHash: hashOf(zip), missing }
}

type Given = { id: string; called: string; name: string; bytes: Uint8Array | null }

/** What is kept of the files given as evidence; mails and links have none. */
async function openGiven({ evidence, tasks }: Binder, open: OpenKept): Promise<Given[]> {
  const given: Given[] = []
  for (const [index, { id, taskId, title, contentHash }] of evidence.entries()) {
    if (contentHash === null) continue
    const ref = refOf(tasks, taskId)
    const bytes = await open(contentHash)
    given.push({ id, called: `${ref} ${title}`, name: `evidence/${ref}-${index + 1}-${safeName(title)}`, bytes })
  }
  return given
}

/** What somebody called a file is anything. */
const safeName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '')
    .slice(0, 100) || 'file'
