import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SecretKey } from './secret-box.js'

type Claims = Readonly<Record<string, string>>

/** 128 bits. */
const MAC_BYTES = 16

/** Text for a link that says what it opens, until when, and that this installation said so. `purpose` keeps kinds apart. */
export function signLink(key: SecretKey, purpose: string, claims: Claims, until: Date): string {
  const body = Buffer.from(JSON.stringify({ ...claims, until: until.getTime() })).toString('base64url')
  return `${body}.${macOf(key, purpose, body).toString('base64url')}`
}

/** What a link says; null for one that nobody here made, was altered, is for something else, or is too old. */
export function readLink(key: SecretKey, purpose: string, text: string, now: Date): Claims | null {
  const [body = '', mac = ''] = text.split('.')
  const given = Buffer.from(mac, 'base64url')
  const own = macOf(key, purpose, body)
  if (given.length !== own.length || !timingSafeEqual(given, own)) return null
  const { until, ...claims } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Claims & { until: number }
  return until > now.getTime() ? claims : null
}

const macOf = (key: SecretKey, purpose: string, body: string): Buffer => {
  const own = createHmac('sha256', key.bytes).update(`daybook link ${purpose}`).digest()
  return createHmac('sha256', own).update(body).digest().subarray(0, MAC_BYTES)
}
