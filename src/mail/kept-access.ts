import type { Database } from '../db/database.js'
import type { KeptGrant } from '../domain/correspondence/oauth-grant.js'
import { makeTurns, type Turns } from '../lib/turns.js'

/**
 * An access token, good for so long (null: the provider does not say); `refreshToken` is a new one that replaces the grant's, where
 * the provider changes it.
 */
export type AccessToken = { accessToken: string; refreshToken: string | null; goodForMs: number | null }

/** An access token that was good for a log-in, and the refresh token it came from. */
type Kept = { accessToken: string; refreshToken: string; goodUntil: number }

/** For as long as the database is open, in memory alone: another process asks for its own. */
type Memory = { tokens: Map<string, Kept>; turns: Map<string, Turns> }
const byDatabase = new WeakMap<Database, Memory>()
function memoryOf(db: Database): Memory {
  const memory = byDatabase.get(db) ?? { tokens: new Map(), turns: new Map() }
  byDatabase.set(db, memory)
  return memory
}

/** Longer than a sign-in server takes, as a rule. */
const LONG_MS = 10_000
/** A token that runs out on the way is no use. */
const MARGIN_MS = 60_000

const placeOf = ({ workspaceId, secretId }: KeptGrant): string => `${workspaceId} ${secretId}`

/** The token of an earlier log-in by this very grant, if it is good still. */
export function findAccess(db: Database, grant: KeptGrant): string | null {
  const kept = memoryOf(db).tokens.get(placeOf(grant))
  if (kept?.refreshToken !== grant.refreshToken || kept.goodUntil <= db.clock.now().getTime()) return null
  return kept.accessToken
}

/** Keeps a token for the next log-in. One whose provider does not say how long it is good (RFC 6749 §5.1) is not kept. */
export function keepAccess(
  db: Database,
  grant: KeptGrant,
  { accessToken, refreshToken, goodForMs }: AccessToken,
): void {
  if (goodForMs === null) return
  const goodUntil = db.clock.now().getTime() + goodForMs - MARGIN_MS
  memoryOf(db).tokens.set(placeOf(grant), { accessToken, refreshToken: refreshToken ?? grant.refreshToken, goodUntil })
}

/** A server did not take it (withdrawn, say): the next log-in asks for another. */
export const forgetAccess = (db: Database, grant: KeptGrant): void => void memoryOf(db).tokens.delete(placeOf(grant))

/** Of several that want a token by one grant, the first asks for it, and the others find it. */
export function turnsOf(db: Database, grant: KeptGrant): Turns {
  const { turns } = memoryOf(db)
  const own = turns.get(placeOf(grant)) ?? makeTurns(1, LONG_MS)
  turns.set(placeOf(grant), own)
  return own
}
