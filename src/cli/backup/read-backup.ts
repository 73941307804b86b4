import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type BackedTable, type IntoTable, loadTables } from '../../db/backup-tables.js'
import { AppError, refused } from '../../lib/errors.js'
import { type Filling, gathered, type MailFiles } from '../../mail/files/mail-files.js'
import { type Counter, counted, type Entry, makeCounter, openArchive } from './archive.js'
import { MANIFEST, type Manifest, proveSeal, readManifest, SEAL } from './manifest.js'

/** What a backup says of itself, read from its beginning. */
export async function openManifest(file: string): Promise<Manifest> {
  let manifest: Manifest | null = null
  const { sink, entries } = openArchive()
  const unpacked = pipeline(createReadStream(file), createGunzip(), sink).catch((thrown: unknown) => {
    if (manifest === null) throw thrown
  })
  const first = async () => {
    for await (const entry of entries) {
      manifest = readManifest(entry.header.name === MANIFEST ? await gathered(entry) : Buffer.of())
      return
    }
  }
  // Of a file that is no archive either may hear first.
  await Promise.all([first(), unpacked]).catch((thrown: unknown) => {
    throw unreadable(thrown, file)
  })
  return manifest ?? readManifest(Buffer.of())
}

export type RestoreInput = {
  adminUrl: string
  /** In base64. */
  key: string
  mailFiles: MailFiles
  file: string
  signal: AbortSignal
  /** In bytes of the backup. */
  onProgress(done: number, total: number): void
}

export type RestoreSummary = { rows: number; files: number }

/**
 * Puts back what a backup holds, into a database that has its tables and nothing else: rows in one transaction, files where
 * they count for nothing until the rows are sure. Throws `refused` for one that is damaged or ends early, and leaves nothing behind then.
 */
export async function readBackup(input: RestoreInput, manifest: Manifest): Promise<RestoreSummary> {
  const filling = await input.mailFiles.holdings.fill()
  try {
    return await loadTables({ ...input, madeAt: manifest.madeAt }, async (into) => {
      const summary = await unpack(input, manifest, filling, into)
      await filling.settle()
      return summary
    })
  } catch (thrown) {
    await filling.drop().catch(() => undefined)
    throw unreadable(thrown, input.file)
  }
}

async function unpack(
  { file, signal, onProgress }: RestoreInput,
  manifest: Manifest,
  filling: Filling,
  into: IntoTable,
): Promise<RestoreSummary> {
  const { sink, entries } = openArchive()
  const { size } = await stat(file)
  const counted = countingBytes((done) => onProgress(done, size))
  const unpacked = pipeline(createReadStream(file), counted, createGunzip(), sink, { signal })
  const put = putEntries(entries, manifest, filling, into).catch((thrown: unknown) => {
    sink.destroy(thrown as Error)
    throw thrown
  })
  const [done, read] = await Promise.allSettled([put, unpacked])
  // Where the file itself is at fault, that is why the entries ended.
  if (read.status === 'rejected' && done.status === 'rejected' && !(done.reason instanceof AppError)) throw read.reason
  if (done.status === 'rejected') throw done.reason
  if (read.status === 'rejected') throw read.reason
  return done.value
}

async function putEntries(
  entries: AsyncIterable<Entry>,
  manifest: Manifest,
  filling: Filling,
  into: IntoTable,
): Promise<RestoreSummary> {
  const counter = makeCounter()
  const tables = new Map(manifest.tables.map((table) => [table.name, table]))
  let current: OpenTable | null = null
  let [rows, files] = [0, 0]
  let sealed = false
  const finishTable = async () => {
    if (current === null) return
    current.sink.end()
    await current.ended
    rows += current.sink.rowCount
    current = null
  }
  for await (const entry of entries) {
    const { name } = entry.header
    if (name === SEAL) {
      await finishTable()
      proveSeal(await gathered(entry), { rows, files, digest: counter.digest() })
      sealed = true
      continue
    }
    counter.entry(name)
    const table = tableOf(name, tables)
    if (table !== null) {
      if (current?.table !== table) {
        await finishTable()
        current = openTable(table, into)
      }
      await pour(entry, current, counter)
    } else if (name.startsWith('files/')) {
      await finishTable()
      await filling.write(name.slice('files/'.length), counted(entry, counter))
      files += 1
    } else for await (const chunk of entry) counter.bytes(chunk)
  }
  if (!sealed)
    throw refused(
      'The backup ends early: it was broken off while it was made, or copied in part. Nothing was restored.',
    )
  return { rows, files }
}

/** `tables/public.invoice.00001` → that table; null for an entry of another kind. */
function tableOf(name: string, tables: ReadonlyMap<string, BackedTable>): BackedTable | null {
  if (!name.startsWith('tables/')) return null
  return tables.get(name.slice('tables/'.length).replace(/\.\d+$/, '')) ?? null
}

type OpenTable = {
  table: BackedTable
  sink: ReturnType<IntoTable> /** Fails when the server refuses a row. */
  ended: Promise<void>
}

function openTable(table: BackedTable, into: IntoTable): OpenTable {
  const sink = into(table)
  const ended = finished(sink)
  ended.catch(() => undefined) // it is waited for where rows are written, and at the end
  return { table, sink, ended }
}

async function pour(entry: Entry, { sink, ended }: OpenTable, counter: Counter): Promise<void> {
  for await (const chunk of entry) {
    counter.bytes(chunk)
    if (!sink.write(chunk)) await Promise.race([once(sink, 'drain'), ended])
  }
}

function countingBytes(onBytes: (done: number) => void): Transform {
  let done = 0
  return new Transform({
    transform: (chunk: Buffer, _encoding, pass) => {
      done += chunk.length
      onBytes(done)
      pass(null, chunk)
    },
  })
}

function unreadable(thrown: unknown, file: string): unknown {
  if (thrown instanceof AppError) return thrown
  const code = (thrown as { code?: string }).code ?? ''
  if (code.startsWith('Z_') || /tar|header/i.test((thrown as Error).message))
    return refused(`${file} is damaged, or no backup of Daybook. Nothing was restored.`, { code })
  if (code === 'ENOENT') return refused(`There is no file ${file}.`)
  if (code === 'EACCES' || code === 'EISDIR') return refused(`${file} can't be read: ${code}.`)
  return thrown
}
