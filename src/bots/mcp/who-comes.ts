import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { opens, readToken } from '../../domain/people/access-token.js'
import { findToken, noteTokenUse } from '../../domain/people/access-token-store.js'
import type { Deps, Who } from '../commands/request.js'

/** Whom a token speaks for; null for one that opens nothing: unknown, revoked, ended, or of somebody who left. */
export async function whoComes({ db }: Pick<Deps, 'db'>, text: string): Promise<Who | null> {
  const token = readToken(text)
  if (!token) return null
  const { workspaceId } = token
  const kept = await readWorkspace(db, { workspaceId, actorId: null, via: 'mcp' }, (read) =>
    findToken(read, token.tokenId),
  )
  const now = db.clock.now()
  if (!kept || !opens(token, kept, now)) return null
  const day = now.toISOString().slice(0, 10)
  if (kept.usedOn !== day)
    await inWorkspace(db, { workspaceId, actorId: kept.staffId, via: 'mcp' }, (tx) => noteTokenUse(tx, kept.id, day))
  return { workspaceId, staffId: kept.staffId, via: 'mcp' }
}
