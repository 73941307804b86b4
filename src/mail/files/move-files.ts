import { createHash } from 'node:crypto'
import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { lockFiles } from '../../domain/correspondence/attachment-store.js'
import { keepLock, lockPack } from '../../domain/correspondence/unneeded-raw.js'
import { AppError } from '../../lib/errors.js'
import type { Chunks, Holding, Holdings, MailFiles } from './mail-files.js'
import { readName } from './names.js'

export type MoveSummary = {
  moved: number
  bytes: number
  /** What is no pack and no whole file: half written when something was killed, or damaged. */
  left: number
}

type MoveInput = {
  db: Database
  from: MailFiles
  to: MailFiles
  signal: AbortSignal
  /** In bytes. */
  onProgress(done: number, total: number): void
}

/**
 * Takes everything from one place to another while the service goes on, which reads either meanwhile: each file is written, read
 * back and compared, and only then removed where it was. Broken off wherever it may be, the next call does the rest.
 */
export async function moveFiles({ db, from, to, signal, onProgress }: MoveInput): Promise<MoveSummary> {
  const all: Holding[] = []
  for await (const holding of from.holdings.list()) all.push(holding)
  const total = all.reduce((sum, { size }) => sum + size, 0)
  const summary: MoveSummary = { moved: 0, bytes: 0, left: 0 }
  let done = 0
  for (const holding of all) {
    signal.throwIfAborted()
    const outcome = await moveOne(db, from.holdings, to.holdings, holding)
    if (outcome === 'moved') {
      summary.moved += 1
      summary.bytes += holding.size
    } else if (outcome === 'left') summary.left += 1
    done += holding.size
    onProgress(done, total)
  }
  return summary
}

/** Alone with a pack, so that nothing of it is wiped meanwhile; with a file, so that nobody sweeps it away and it comes back. */
async function moveOne(
  db: Database,
  from: Holdings,
  to: Holdings,
  holding: Holding,
): Promise<'moved' | 'left' | 'gone'> {
  const known = readName(holding.name)
  if (known === null) return 'left'
  const { workspaceId, hash } = known
  const scope: Scope = { workspaceId, actorId: null, via: 'terminal' }
  return bulkWorkspace(db, scope, async (bulk) => {
    await (hash === null ? lockPack(bulk, holding.name.slice(workspaceId.length + 1)) : lockFiles(bulk, 'shared'))
    const stir = stirring(bulk)
    const there = await from.open(holding)
    if (there === null) return 'gone'
    if (hash !== null && (await digestOf(there.chunks, stir)) !== hash) return 'left'
    return copy(from, to, holding, stir)
  })
}

async function copy(
  from: Holdings,
  to: Holdings,
  holding: Holding,
  stir: () => Promise<void>,
): Promise<'moved' | 'gone'> {
  const source = await from.open(holding)
  if (source === null) return 'gone'
  const written = createHash('sha256')
  await to.write(holding.name, seen(source.chunks, written, stir))
  const back = await to.open({ name: holding.name, size: source.size })
  if (back === null || (await digestOf(back.chunks, stir)) !== written.digest('hex'))
    throw new AppError(
      'unavailable',
      `${holding.name} did not arrive as it was sent. It is where it was; \`daybook files move\` sends it again.`,
    )
  await from.remove(holding.name)
  return 'moved'
}

type Hash = ReturnType<typeof createHash>

async function* seen(chunks: Chunks, hash: Hash, stir: () => Promise<void>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk)
    await stir()
    yield chunk
  }
}

async function digestOf(chunks: Chunks, stir: () => Promise<void>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of chunks) {
    hash.update(chunk)
    await stir()
  }
  return hash.digest('hex')
}

const STIR_MS = 5_000

/** Pieces come by the dozen a second, or by the minute. */
function stirring(bulk: SqlScope): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < STIR_MS) return
    last = performance.now()
    await keepLock(bulk)
  }
}
