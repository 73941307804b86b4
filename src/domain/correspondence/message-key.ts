import { createHash } from 'node:crypto'

/** Ids longer than this are hashed: a B-tree entry holds 2,700 bytes, and no real id comes near (RFC 5322 §2.1.1: 998). */
const LONGEST_ID = 500

/** Of a message's ancestors the last 100 join it to its thread: the start of a longer list says nothing the end doesn't. */
export const MAX_REFERENCES = 100

/**
 * The form that ids are compared by: without brackets and white space (RFC 5322 §3.6.4 allows folding inside them; relays
 * add it). Case is kept, ids are case-sensitive. Null when nothing is left.
 */
export function normaliseMessageId(raw: string): string | null {
  const id = raw.replace(/^[\s<]+|[\s>]+$/g, '').replace(/\s+/g, '')
  if (id === '') return null
  return id.length <= LONGEST_ID ? id : `long:${createHash('sha256').update(id).digest('hex')}`
}

/** The key of a message that has no id of its own. */
export const contentKey = (contentHash: string): string => `sha256:${contentHash}`

/**
 * The ids of a References or In-Reply-To value, oldest first, each once. `addresses` are the message's participants: old
 * mailers write `In-Reply-To: Your mail to <ada@acme.com>`, and an address is nobody's Message-ID.
 */
export function parseReferences(value: string, addresses: ReadonlySet<string>): string[] {
  const bracketed = value.match(/<[^<>]+>/g)
  const candidates = bracketed ?? (/^\s*[^\s@]+@[^\s@]+\s*$/.test(value) ? [value] : [])
  const ids = candidates.map(normaliseMessageId).filter((id) => id !== null)
  return [...new Set(ids)].filter((id) => !addresses.has(id.toLowerCase()))
}

/** Every id that ties a message to others, the last {@link MAX_REFERENCES}; never its own. */
export function ancestorsOf(message: {
  messageKey: string
  references: readonly string[]
  inReplyTo: readonly string[]
}): string[] {
  const all = new Set([...message.references, ...message.inReplyTo])
  all.delete(message.messageKey)
  return [...all].slice(-MAX_REFERENCES)
}
