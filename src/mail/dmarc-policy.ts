import { createHash } from 'node:crypto'
import { registrableDomain } from '../lib/address-key.js'

/** What a domain wishes to be done with mail in its name that nobody proves (RFC 7489 §6.3). */
export type DmarcWish = 'none' | 'quarantine' | 'reject'

/** A published policy, as far as we act on it. `strict`: the very domain must have signed, not just its organisation. */
export type DmarcPolicy = { wish: DmarcWish; percent: number; strict: { dkim: boolean; spf: boolean } }

/** Nothing is published: alignment is relaxed, and nothing is wished. */
export const NO_POLICY: DmarcPolicy = { wish: 'none', percent: 100, strict: { dkim: false, spf: false } }

/** What the library found in DNS, with the tags that it leaves unread. */
export type PublishedDmarc = { policy?: string; pct?: number; rr?: string }

/**
 * A domain's policy. The library says which of `p` and `sp` holds, since it found the record; alignment is read from the record
 * here, because its own comparison lets an organisation pass where the domain asks for the very domain (adkim=s, aspf=s).
 */
export function policyOf({ policy, pct, rr }: PublishedDmarc): DmarcPolicy {
  if (rr === undefined) return NO_POLICY
  const word = policy?.trim().toLowerCase()
  const wish = word === 'reject' || word === 'quarantine' ? word : 'none'
  return { wish, percent: pct ?? 100, strict: { dkim: isStrict(rr, 'adkim'), spf: isStrict(rr, 'aspf') } }
}

const isStrict = (record: string, tag: string): boolean =>
  new RegExp(`(?:^|;)\\s*${tag}\\s*=\\s*s\\s*(?:;|$)`, 'i').test(record)

/** Alignment (RFC 7489 §3.1): strict the same domain, relaxed the same organisation. */
export function isAligned(signer: string, domain: string, strict: boolean): boolean {
  const [one, other] = [signer.toLowerCase(), domain.toLowerCase()]
  if (one === other) return true
  return !strict && registrableDomain(one) !== null && registrableDomain(one) === registrableDomain(other)
}

const LOWER: Record<DmarcWish, DmarcWish> = { reject: 'quarantine', quarantine: 'none', none: 'none' }

/**
 * What the policy wishes for this one mail. `pct` spares a share of them, which are treated a step milder (§6.6.4); which
 * ones follows from the mail itself, so that looking twice comes to the same.
 */
export function wishFor({ wish, percent }: DmarcPolicy, bytes: Buffer): DmarcWish {
  if (percent >= 100) return wish
  const sample = createHash('sha256').update(bytes).digest().readUInt32BE(0) % 100
  return sample < percent ? wish : LOWER[wish]
}
