/** Whether an address will never take mail, did not this time, or its owner complained about it. */
export type BounceKind = 'hard' | 'soft' | 'complaint'

/** What a mail server says about one address; `said` is its own sentence. */
export type Reported = { address: string; kind: BounceKind; status: string | null; said: string }

export type AddressHealth = 'ok' | 'soft' | 'invalid'

/** Failures that may pass are counted for so long. */
export const SOFT_DAYS = 30
/** So many of them are worth a word. */
const SOFT_MANY = 3

export type BounceCount = { hard: number; soft: number; complaints: number }

/** What an address is worth after these bounces. Soft ones never make it invalid: a full mailbox is emptied one day. */
export function healthAfter({ hard, soft }: BounceCount): AddressHealth {
  if (hard > 0) return 'invalid'
  return soft > 0 ? 'soft' : 'ok'
}

/** Whether this bounce, the newest of those counted, is the one at which somebody is told: once an address and trouble. */
export function isNews(kind: BounceKind, counted: BounceCount): boolean {
  if (kind === 'hard') return counted.hard === 1
  return kind === 'soft' ? counted.hard === 0 && counted.soft === SOFT_MANY : counted.complaints === 1
}

/** What is the matter, after the address: "ada@x.example does not exist any more". */
export const BOUNCE_TROUBLE: Readonly<Record<BounceKind, string>> = {
  hard: 'does not exist any more',
  soft: 'keeps refusing mail',
  complaint: 'complained about our mail',
}

/** What bounced longer ago is history that a backfill brought. */
const NEWS_MS = 3 * 86_400_000
export const isRecentBounce = (reportedAt: Date, now: Date): boolean => now.getTime() - reportedAt.getTime() < NEWS_MS
