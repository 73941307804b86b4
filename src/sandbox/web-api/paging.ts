import type { Json } from '../json.js'
import { type Args, count, optional } from './args.js'
import { SlackError } from './slack-error.js'

/** One page of a list by Slack's cursors, and the metadata that leads to the next. */
export function page<T>(args: Args, all: readonly T[], fallback = 100): { items: T[]; response_metadata: Json } {
  const limit = count(args, 'limit', fallback, 999)
  const cursor = optional(args, 'cursor')
  const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString().replace('from:', ''))
  if (!Number.isInteger(start)) throw new SlackError('invalid_cursor')
  const end = start + limit
  const next = end < all.length ? Buffer.from(`from:${end}`).toString('base64url') : ''
  return { items: all.slice(start, end), response_metadata: { next_cursor: next } }
}
