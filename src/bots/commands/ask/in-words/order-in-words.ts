import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Parts } from './known.js'
import { RANKS } from './rephrase.js'
import type { Sentence } from './sentence.js'

export type Order = { by: 'amount' | 'day' | 'rank'; descending: boolean; limit: number; words: string }

/** "top 5", "the largest", "oldest", "most first": by what is sorted, which way, and how many of it. */
export function takeOrder(sentence: Sentence, set: RecordSet): Order | undefined {
  const one = (count: string | undefined, plural: boolean) => (count === undefined ? (plural ? 10 : 1) : Number(count))
  const rank = sentence.take(new RegExp(`${RANKS.most}|${RANKS.fewest}`))
  if (rank) return { by: 'rank', descending: rank[0] === RANKS.most, limit: 10, words: rank[0].trim() }
  const plural = !new RegExp(
    `\\b(?:largest|biggest|smallest|newest|latest|oldest|last|highest)(?: [a-z]+){0,2} ${set.one}\\b`,
  ).test(sentence.said)
  const top = sentence.take(
    /(?:the )?top ?(\d{1,3})?|(?:the )?(\d{1,3})? ?(?:biggest|largest|highest|most valuable|best)(?: (\d{1,3}))?/,
  )
  if (top)
    return { by: 'amount', descending: true, limit: one(top[1] ?? top[2] ?? top[3], plural), words: top[0].trim() }
  const small = sentence.take(/(?:the )?(\d{1,3})? ?(?:smallest|lowest|least)/)
  if (small) return { by: 'amount', descending: false, limit: one(small[1], plural), words: small[0].trim() }
  const fresh = sentence.take(/(?:the )?(\d{1,3})? ?(?:newest|latest|most recent|last (\d{1,3})|recent)/)
  if (fresh) return { by: 'day', descending: true, limit: one(fresh[1] ?? fresh[2], plural), words: fresh[0].trim() }
  const old = sentence.take(/(?:the )?(\d{1,3})? ?(?:oldest|earliest)/)
  return old && { by: 'day', descending: false, limit: one(old[1], plural), words: old[0].trim() }
}

export function addOrder(parts: Parts, order: Order | undefined, of: string | undefined): void {
  if (!order) return
  const mark = order.descending ? '-' : ''
  const counted = parts.measures.length === 0 || parts.measures.includes('count')
  if (parts.group.length === 0) {
    const by = order.by === 'day' ? undefined : of
    if (by !== undefined) parts.rest.push(`sort:${mark}${by}`)
    if (order.by === 'day') parts.rest.push(`sort:${mark}DAY`)
  } else if (order.by === 'rank' && counted) parts.rest.push(`sort:${mark}count`)
  else if (!order.descending && of !== undefined) parts.rest.push(`sort:${of}`)
  parts.rest.push(`limit:${order.limit}`)
}
