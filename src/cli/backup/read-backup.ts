import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type BackedTable, type IntoTable, loadTables } from '../../db/backup-tables.js'
import { AppError, refused } from '../../lib/errors.js'
import { bytesOf, type Entry, makeCounter, openArchive } from './archive.js'
import { MANIFEST, type Manifest, proveSeal, readManifest, SEAL } from './manifest.js'

/** What a backup says of itself, read from its beginning. */
export async function openManifest(file: string): Promise<Manifest> {
  let manifest: Manifest | null = null
  const { sink, entries } = openArchive()
  const unpacked = pipeline(createReadStream(file), createGunzip(), sink).catch((thrown: unknown) => {
    if (manifest === null) throw unreadable(thrown, file)
  })
  const first = async () => {
    for await (const entry of entries) {
      manifest = readManifest(entry.header.name === MANIFEST ? await bytesOf(entry) : Buffer.of())
      return
    }
  }
  await Promise.all([first(), unpacked])
  return manifest ?? readManifest(Buffer.of())
}

export type RestoreInput = {
  adminUrl: string
  /** In base64. */
  key: string
  filesDir: string
  file: string
  signal: AbortSignal
  /** In bytes of the backup. */
  onProgress(done: number, total: number): void
}

export type RestoreSummary = { rows: number; files: number }

/**
 * Puts back what a backup holds, into a database that has its tables and nothing else: rows in one transaction, files beside their
 * place until the rows are sure. Throws `refused` for one that is damaged or ends early, and leaves nothing behind then.
 */
export async function readBackup(input: RestoreInput, manifest: Manifest): Promise<RestoreSummary> {
  await refuseFiles(input.filesDir)
  const draft = `${input.filesDir}.restoring`
  await rm(draft, { recursive: true, force: true })
  try {
    return await loadTables({ ...input, madeAt: manifest.madeAt }, async (into) => {
      const summary = await unpack(input, manifest, draft, into)
      await rm(input.filesDir, { recursive: true, force: true })
      if (summary.files > 0) await rename(draft, input.filesDir)
      return summary
    })
  } catch (thrown) {
    await rm(draft, { recursive: true, force: true })
    throw unreadable(thrown, input.file)
  }
}

async function refuseFiles(dir: string): Promise<void> {
  const there = await readdir(dir).catch(() => [])
  if (there.length === 0) return
  throw refused(
    `${dir} has files already, and a backup is restored into an empty place only. Name a new home: --home DIR.`,
  )
}

async function unpack(
  { file, signal, onProgress }: RestoreInput,
  manifest: Manifest,
  draft: string,
  into: IntoTable,
): Promise<RestoreSummary> {
  const { sink, entries } = openArchive()
  const { size } = await stat(file)
  const counted = countingBytes((done) => onProgress(done, size))
  const unpacked = pipeline(createReadStream(file), counted, createGunzip(), sink, { signal })
  const put = putEntries(entries, manifest, draft, into).catch((thrown: unknown) => {
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
  draft: string,
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
      proveSeal(await bytesOf(entry), { rows, files, digest: counter.digest() })
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
      await writeFile(entry, placeIn(draft, name), counter)
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

async function pour(entry: Entry, { sink, ended }: OpenTable, counter: ReturnType<typeof makeCounter>): Promise<void> {
  for await (const chunk of entry) {
    counter.bytes(chunk)
    if (!sink.write(chunk)) await Promise.race([once(sink, 'drain'), ended])
  }
}

/** A name in an archive is whatever somebody wrote there: it stays below the folder. */
function placeIn(dir: string, name: string): string {
  const place = path.resolve(dir, name.slice('files/'.length))
  if (place.startsWith(`${path.resolve(dir)}${path.sep}`)) return place
  throw refused(`The backup holds a file that would lie outside of the home (${name}). Nothing was restored.`)
}

async function writeFile(entry: Entry, place: string, counter: ReturnType<typeof makeCounter>): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  const handle = await open(place, 'wx', 0o600)
  try {
    for await (const chunk of entry) {
      counter.bytes(chunk)
      await handle.writeFile(chunk)
    }
    await handle.datasync()
  } finally {
    await handle.close()
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
  const code = (thrown as { code?: string }).code ?? ''
  if (code.startsWith('Z_') || /tar|header/i.test((thrown as Error).message))
    return refused(`${file} is damaged, or no backup of Daybook. Nothing was restored.`, { code })
  if (code === 'ENOENT') return refused(`There is no file ${file}.`)
  if (code === 'EACCES' || code === 'EISDIR') return refused(`${file} can't be read: ${code}.`)
  return thrown
}
