import { createHash } from 'node:crypto'
import { type Zippable, zipSync } from 'fflate'
import type { Binder } from '../../domain/close/binder-store.js'
import { tableCsv } from '../table-csv.js'
import { binderPdf } from './binder-pdf.js'
import { binderParts } from './binder-tables.js'

export type BoundBinder = { pdf: Uint8Array; zip: Uint8Array; pdfHash: string; zipHash: string }

/** Bytes of a file that is kept, by its SHA-256; null for one that is not there any more. */
export type OpenKept = (hash: string) => Promise<Uint8Array | null>

const encoder = new TextEncoder()
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * All of it as one archive: the pages, each table as CSV, the proofs that checks kept, the files given as evidence, and a list of
 * their SHA-256 (`sha256sum -c SHA256SUMS` proves it whole).
 */
export async function bindBinder(binder: Binder, open: OpenKept): Promise<BoundBinder> {
  const pdf = await binderPdf(binder)
  const files = new Map<string, Uint8Array>([[`binder-${binder.name}.pdf`, pdf]])
  for (const { file, table } of binderParts(binder)) files.set(`${file}.csv`, encoder.encode(tableCsv(table)))
  for (const { taskId, ...proof } of binder.proofs) {
    const ref = binder.tasks.find(({ id }) => id === taskId)?.ref ?? taskId
    files.set(`proofs/${ref}.json`, encoder.encode(`${JSON.stringify(proof, null, 2)}\n`))
  }
  for (const [name, bytes] of await evidenceFiles(binder, open)) files.set(name, bytes)
  const sums = [...files].map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join('')
  files.set('SHA256SUMS', encoder.encode(sums))
  const entries: Zippable = Object.fromEntries([...files].map(([name, bytes]) => [name, [bytes, { mtime: binder.at }]]))
  const zip = zipSync(entries, { level: 6 })
  return { pdf, zip, pdfHash: sha256(pdf), zipHash: sha256(zip) }
}

async function evidenceFiles({ evidence, tasks }: Binder, open: OpenKept): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = []
  for (const [index, { taskId, title, contentHash }] of evidence.entries()) {
    const bytes = contentHash ? await open(contentHash) : null
    if (!bytes) continue
    const ref = tasks.find(({ id }) => id === taskId)?.ref ?? 'task'
    files.push([`evidence/${ref}-${index + 1}-${safeName(title)}`, bytes])
  }
  return files
}

/** What somebody called a file is anything. */
const safeName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '')
    .slice(0, 100) || 'file'
