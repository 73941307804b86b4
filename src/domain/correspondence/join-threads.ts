import { plannedOnce, type SqlScope } from '../../db/sql-workspace.js'
import type { Ids } from '../../lib/ids.js'
import * as store from './filing-store.js'
import { ancestorsOf } from './message-key.js'
import type { FilingItem, ParsedMessage } from './parsed-message.js'
import { rethread } from './rethread.js'
import { removeThreadSearch } from './thread-search.js'
import { threadBatch } from './threading.js'

export type Joined = {
  threadOf: ReadonlyMap<string, string>
  touched: readonly string[]
  /** Of these the ones whose subject, span and count are to be read from their messages once these are stored. */
  stale: readonly string[]
  moved: readonly string[]
  /** Whether stored messages are in other threads now. */
  rearranged: boolean
}

/**
 * Threads of all ids of the batch, of which `fresh` are about to be stored. A copy joins by its own references too: relays and lists
 * cut them differently.
 */
export async function joinThreads(
  bulk: SqlScope,
  ids: Ids,
  items: readonly FilingItem[],
  fresh: readonly FilingItem[],
): Promise<Joined> {
  const inputs = items.map(({ message }) => ({ key: message.messageKey, refs: ancestorsOf(message) }))
  const allKeys = [...new Set(inputs.flatMap(({ key, refs }) => [key, ...refs]))]
  const nodes = await store.findNodes(bulk, allKeys)
  if (nodes.some(({ arranged }) => arranged)) {
    await store.settleDeliveries(bulk, allKeys)
    const joined = await rethread(bulk, ids, { threadIds: nodes.map(({ threadId }) => threadId), inputs })
    return { ...joined, stale: joined.touched, rearranged: true }
  }
  const known = new Map(nodes.map((node) => [node.messageKey, node.threadId]))
  const { threadOf, created, merged } = threadBatch(inputs, known, () => ids.next())
  const summaries = summariesOf(
    created,
    fresh.map(({ message }) => message),
    threadOf,
  )
  await plannedOnce(bulk, async () => {
    if (created.length > 0) await store.insertThreads(bulk, created, summaries)
    await store.insertNodes(bulk, new Map([...threadOf].filter(([key]) => !known.has(key))))
  })
  await store.settleDeliveries(bulk, allKeys)
  await store.mergeThreads(bulk, merged)
  await removeThreadSearch(bulk, [...merged.keys()])
  const touched = [...new Set(threadOf.values())]
  const stale = touched.filter((id) => !summaries.has(id))
  return { threadOf, touched, stale, moved: [], rearranged: merged.size > 0 }
}

/** What new threads say of themselves: all their messages are in the batch. Pure; the same as `refreshThreads` reads from them. */
export function summariesOf(
  created: readonly string[],
  messages: readonly Pick<ParsedMessage, 'messageKey' | 'subject' | 'sentAt'>[],
  threadOf: ReadonlyMap<string, string>,
): Map<string, store.ThreadSummary> {
  const isNew = new Set(created)
  const summaries = new Map<string, store.ThreadSummary>()
  for (const { messageKey, subject, sentAt } of messages.toSorted(oldestFirst)) {
    const id = threadOf.get(messageKey) ?? ''
    if (!isNew.has(id)) continue
    const before = summaries.get(id)
    summaries.set(
      id,
      before
        ? { ...before, lastAt: sentAt, messages: before.messages + 1 }
        : { subject, firstAt: sentAt, lastAt: sentAt, messages: 1 },
    )
  }
  return summaries
}

type Place = Pick<ParsedMessage, 'messageKey' | 'sentAt'>

const oldestFirst = (a: Place, b: Place): number =>
  a.sentAt.getTime() - b.sentAt.getTime() || (a.messageKey < b.messageKey ? -1 : 1)
