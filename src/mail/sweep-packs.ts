import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import type { RawPlace } from '../domain/correspondence/parsed-message.js'
import { listUnnamed, lockPack } from '../domain/correspondence/unneeded-raw.js'
import { type MailFiles, readRaw } from './files/mail-files.js'
import { wipeRaw } from './wipe-raw.js'

/**
 * Bytes lie in a pack before the commit of the rows that name them. A batch takes seconds; in a pack that nobody wrote to for a
 * day, what no row names is what a crash or a failed commit left behind.
 */
const QUIET_MS = 24 * 60 * 60_000

/** How much is looked at, and overwritten, at once. */
const PIECE_BYTES = 4 * 1024 * 1024

/**
 * Wipes what no row names, so that an erased person isn't left in bytes that nobody would look for; a pack of which no row names anything
 * goes, where packs can. Answers how many bytes were not zero before.
 */
export async function sweepPacks(deps: { db: Database; mailFiles: MailFiles }, scope: Scope): Promise<number> {
  const packs = await deps.mailFiles.packs(scope.workspaceId).quiet(QUIET_MS)
  if (packs.length === 0) return 0
  const sizes = new Map(packs.map(({ file, size }) => [file, size]))
  let bytes = 0
  // Sizes first, rows after: what is appended from here lies beyond the sizes.
  for (const stretch of await bulkWorkspace(deps.db, scope, (bulk) => listUnnamed(bulk, packs))) {
    const isWhole = stretch.length === sizes.get(stretch.file)
    const went = isWhole && (await remove(deps, scope, stretch.file))
    bytes += went ? stretch.length : await wipeStretch(deps, scope, stretch)
  }
  return bytes
}

type Deps = Parameters<typeof sweepPacks>[0]

const remove = ({ db, mailFiles }: Deps, scope: Scope, file: string): Promise<boolean> =>
  bulkWorkspace(db, scope, async (bulk) => {
    await lockPack(bulk, file)
    return mailFiles.packs(scope.workspaceId).remove(file)
  })

async function wipeStretch(deps: Deps, scope: Scope, stretch: RawPlace): Promise<number> {
  let bytes = 0
  for (const piece of piecesOf(stretch)) {
    const found = await readRaw(deps.mailFiles, scope.workspaceId, piece)
    if (found.every((byte) => byte === 0)) continue // wiped before
    await wipeRaw(deps, scope, [piece])
    bytes += piece.length
  }
  return bytes
}

function* piecesOf({ file, offset, length }: RawPlace): Generator<RawPlace> {
  for (let done = 0; done < length; done += PIECE_BYTES)
    yield { file, offset: offset + done, length: Math.min(PIECE_BYTES, length - done) }
}
