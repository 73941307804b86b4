import { randomUUID } from 'node:crypto'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import type { RawPlace } from '../domain/correspondence/parsed-message.js'
import { listUnnamed } from '../domain/correspondence/unneeded-raw.js'
import { readRaw, wipeRaw } from './raw-pack.js'

/**
 * Bytes lie in a pack before the commit of the rows that name them. A batch takes seconds; in a pack that nobody wrote to for a
 * day, what no row names is what a crash or a failed commit left behind.
 */
const QUIET_MS = 24 * 60 * 60_000

/** How much is looked at, and overwritten, at once. */
const PIECE_BYTES = 4 * 1024 * 1024

/**
 * Wipes what no row names, so that an erased person isn't left in bytes that nobody would look for. Answers how many bytes
 * were not zero before.
 */
export async function sweepPacks({ db, rawDir }: { db: Database; rawDir: string }, scope: Scope): Promise<number> {
  const packs = await quietPacks(path.join(rawDir, scope.workspaceId))
  if (packs.length === 0) return 0
  let bytes = 0
  // Sizes first, rows after: what is appended from here lies beyond the sizes.
  for (const stretch of await bulkWorkspace(db, scope, (bulk) => listUnnamed(bulk, packs)))
    for (const piece of piecesOf(stretch)) {
      const found = await readRaw(rawDir, scope.workspaceId, piece)
      if (found.every((byte) => byte === 0)) continue // wiped before
      await wipeRaw(rawDir, scope.workspaceId, [piece])
      bytes += piece.length
    }
  return bytes
}

async function quietPacks(folder: string): Promise<{ file: string; size: number }[]> {
  const names = await readdir(folder).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files = names.filter((name) => name.endsWith('.pack'))
  if (files.length === 0) return []
  const now = await diskNow(folder)
  const packs = []
  for (const file of files) {
    const { size, mtimeMs } = await stat(path.join(folder, file))
    if (size > 0 && now - mtimeMs >= QUIET_MS) packs.push({ file, size })
  }
  return packs
}

/** Of the disk, whose clock dated the packs: of a shared one neither this machine's, nor the company's where time is simulated. */
async function diskNow(folder: string): Promise<number> {
  const probe = path.join(folder, `${randomUUID()}.probe`)
  await writeFile(probe, '')
  try {
    return (await stat(probe)).mtimeMs
  } finally {
    await rm(probe, { force: true })
  }
}

function* piecesOf({ file, offset, length }: RawPlace): Generator<RawPlace> {
  for (let done = 0; done < length; done += PIECE_BYTES)
    yield { file, offset: offset + done, length: Math.min(PIECE_BYTES, length - done) }
}
