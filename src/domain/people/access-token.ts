import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { invalid } from '../../lib/errors.js'

/** A way in for an assistant that speaks for one member of staff, as it is listed: what opens is not in it. */
export type AccessToken = {
  id: string
  name: string
  staffId: string
  version: number
  expiresAt: Date
  revokedAt: Date | null
  /** The last day it was used. */
  usedOn: string | null
}

/** What a token's text says; the secret is compared with the hash that was kept. */
export type TokenText = { workspaceId: string; tokenId: string; secret: Buffer }

const PREFIX = 'daybook_'
/** 256 bits, so that a plain hash of them can't be guessed back. */
const SECRET_BYTES = 32
const UUID_BYTES = 16
const DAY_MS = 24 * 60 * 60_000
const LONGEST_DAYS = 366

/** The text that is shown once, and the hash that is kept of it. */
export function makeToken(workspaceId: string, tokenId: string): { text: string; hash: Buffer } {
  const secret = randomBytes(SECRET_BYTES)
  const text = Buffer.concat([bytesOf(workspaceId), bytesOf(tokenId), secret]).toString('base64url')
  return { text: `${PREFIX}${text}`, hash: hashOf(secret) }
}

/** Null for a text that is no token. */
export function readToken(text: string): TokenText | null {
  if (!text.startsWith(PREFIX)) return null
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url')
  if (bytes.length !== 2 * UUID_BYTES + SECRET_BYTES) return null
  return {
    workspaceId: uuidOf(bytes.subarray(0, UUID_BYTES)),
    tokenId: uuidOf(bytes.subarray(UUID_BYTES, 2 * UUID_BYTES)),
    secret: bytes.subarray(2 * UUID_BYTES),
  }
}

/** Whether this secret opens at that instant what was kept. */
export function opens(
  { secret }: TokenText,
  kept: Pick<AccessToken, 'expiresAt' | 'revokedAt'> & { secretHash: Uint8Array },
  now: Date,
): boolean {
  const given = hashOf(secret)
  const same = given.length === kept.secretHash.length && timingSafeEqual(given, kept.secretHash)
  return same && kept.revokedAt === null && kept.expiresAt > now
}

/** When a token of so many days ends. Throws `invalid` for one that would not end within a year. */
export function tokenEnd(days: number, now: Date): Date {
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
    throw invalid(`A token lasts from 1 to ${LONGEST_DAYS} days, not ${days}.`)
  return new Date(now.getTime() + days * DAY_MS)
}

const hashOf = (secret: Uint8Array): Buffer => createHash('sha256').update(secret).digest()

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
