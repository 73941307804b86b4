import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Snapshot, withSnapshot } from '../../db/backup-tables.js'
import { AppError, refused } from '../../lib/errors.js'
import { isThere, syncPlace } from '../../lib/on-disk.js'
import type { Holding, Holdings, MailFiles } from '../../mail/files/mail-files.js'
import { type Archive, makeArchive } from './archive.js'
import { MANIFEST, makeManifest, SEAL } from './manifest.js'

/** Rows go out in entries of about this size, so that memory stays what it is however large a table. */
const CHUNK_BYTES = 4 * 1024 * 1024

export type BackupInput = {
  adminUrl: string
  /** The key in base64, as the database's logins are derived from it, and what it is called. */
  key: { text: string; id: string }
  mailFiles: MailFiles
  file: string
  version: string
  now: Date
  signal: AbortSignal
  /** In bytes, of what is to be read. */
  onProgress(done: number, total: number): void
}

export type BackupSummary = { companies: string[]; tables: number; rows: number; files: number; bytes: number }

/**
 * Writes a backup: all tables as they stand at one moment, then the files that their rows point at (a file is kept before its row
 * is), then what it all adds up to. The name is given last, so that a file of that name is whole.
 */
export async function writeBackup(input: BackupInput): Promise<BackupSummary> {
  const part = `${input.file}.part`
  if (await isThere(input.file))
    throw refused(`${input.file} is there already, and no backup is overwritten. Name another.`)
  try {
    const summary = await withSnapshot(input.adminUrl, input.key.text, async (snapshot) => {
      const archive = makeArchive(input.now)
      const out = createWriteStream(part, { mode: 0o600 })
      const written = pipeline(archive.stream, createGzip({ level: 3 }), out, { signal: input.signal })
      const [filled, closed] = await Promise.allSettled([
        fill(archive, snapshot, input).catch(ending(archive)),
        written,
      ])
      // Whichever failed first is the other's reason too.
      if (closed.status === 'rejected') throw closed.reason
      if (filled.status === 'rejected') throw filled.reason
      return filled.value
    })
    await syncPlace(part)
    await rename(part, input.file)
    return { ...summary, bytes: (await stat(input.file)).size }
  } catch (thrown) {
    await rm(part, { force: true })
    throw cannotWrite(thrown, input)
  }
}

/** Whoever writes the stream must hear that nothing more comes. */
const ending =
  (archive: Archive) =>
  (thrown: unknown): never => {
    archive.stream.destroy(thrown as Error)
    throw thrown
  }

async function fill(archive: Archive, snapshot: Snapshot, input: BackupInput): Promise<Omit<BackupSummary, 'bytes'>> {
  const { migrations, tables, companies } = snapshot
  const facts = { daybook: input.version, madeAt: input.now.toISOString(), key: input.key.id }
  await archive.add(MANIFEST, json(makeManifest({ ...facts, companies, migrations, tables })))
  const { holdings } = input.mailFiles
  const files = await listFiles(holdings)
  const sum = (sizes: Iterable<number>) => [...sizes].reduce((all, size) => all + size, 0)
  const total = sum(snapshot.sizes.values()) + sum(files.map(({ size }) => size))
  let done = 0
  let rows = 0
  for (const table of tables) {
    rows += await addRows(archive, table.name, snapshot.rows(table))
    done += snapshot.sizes.get(table.name) ?? 0
    input.onProgress(done, total)
  }
  let kept = 0
  for (const holding of files) {
    input.signal.throwIfAborted()
    kept += await addFile(archive, holdings, holding)
    done += holding.size
    input.onProgress(done, total)
  }
  await archive.add(SEAL, json({ rows, files: kept, digest: archive.digest() }))
  archive.end()
  return { companies, tables: tables.length, rows, files: kept }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`)

/** `tables/public.invoice.00001`, and so on; none for a table without rows. */
async function addRows(archive: Archive, table: string, source: Readable & { rowCount: number }): Promise<number> {
  let chunks: Buffer[] = []
  let bytes = 0
  let parts = 0
  const flush = async () => {
    if (bytes === 0) return
    parts += 1
    await archive.add(`tables/${table}.${String(parts).padStart(5, '0')}`, Buffer.concat(chunks))
    chunks = []
    bytes = 0
  }
  for await (const chunk of source as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= CHUNK_BYTES) await flush()
  }
  await flush()
  return source.rowCount
}

/** Looked at after the snapshot was taken, so nothing that its rows point at is missing. */
async function listFiles({ list }: Holdings): Promise<Holding[]> {
  const found: Holding[] = []
  for await (const holding of list()) found.push(holding)
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** How many were added: none when it is gone, as what was erased or half written is. */
async function addFile(archive: Archive, { open }: Holdings, holding: Holding): Promise<number> {
  const there = await open(holding)
  if (there === null) return 0
  await archive.addFile(`files/${holding.name}`, there.size, there.chunks)
  return 1
}

function cannotWrite(thrown: unknown, { file }: BackupInput): unknown {
  const code = (thrown as { code?: string }).code ?? ''
  if (!['ENOENT', 'EACCES', 'EPERM', 'ENOSPC', 'EROFS', 'EDQUOT', 'ENOTDIR'].includes(code)) return thrown
  const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'its disk is full' : code
  return new AppError('refused', `The backup ${file} can't be written: ${why}. Name another place.`, { code }, thrown)
}
