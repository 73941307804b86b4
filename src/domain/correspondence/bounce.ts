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
