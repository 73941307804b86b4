import type { SqlScope } from '../../db/sql-workspace.js'
import type { Ids } from '../../lib/ids.js'
import { arrangeThreads, assignThreads } from './arranged-threading.js'
import { inheritThreads, loadFamily, markArranged, moveKeys } from './arrangement-store.js'
import { insertNodes, insertThreads, mergeThreads } from './filing-store.js'
import { removeThreadSearch } from './thread-search.js'
import type { ThreadInput } from './threading.js'

export type Rethreaded = {
  threadOf: ReadonlyMap<string, string>
  /** Every thread of the family, to be counted, linked and found anew. */
  touched: readonly string[]
  /** Keys of the messages to be linked anew: none, or all of a family in which one came into another thread. */
  moved: readonly string[]
}

/**
 * Threads a family anew from all its references, as people arranged it: for mail that arrives where something was split or
 * joined, and for the split or join itself. Needs the filing lock. `revived` names a thread that a key is to have again.
 */
export async function rethread(
  bulk: SqlScope,
  ids: Ids,
  {
    threadIds,
    inputs = [],
    revived = [],
    preferred,
  }: {
    threadIds: readonly string[]
    inputs?: readonly ThreadInput[]
    revived?: readonly (readonly [key: string, thread: string])[]
    preferred?: string
  },
): Promise<Rethreaded> {
  const family = await loadFamily(bulk, threadIds)
  const stored = [...family.messages].map(([key, refs]) => ({ key, refs: [...refs] }))
  const groups = arrangeThreads([...stored, ...inputs], {
    pins: family.pins.map(({ messageKey }) => messageKey),
    joins: family.joins.map(({ messageKey, otherKey }) => [messageKey, otherKey]),
  })
  const wanted = new Map([...family.pins.map((pin) => [pin.messageKey, pin.threadId] as const), ...revived])
  const { threadOf, created, merged } = assignThreads(groups, family.threadOf, wanted, () => ids.next(), preferred)
  await save(bulk, family.threadOf, { threadOf, created, merged })
  const touched = [...new Set(threadOf.values())]
  // What stays must be linked anew as well: the link that told for all may have left with the mail that it came of.
  const keys = stored.map(({ key }) => key)
  const moved = keys.some((key) => threadOf.get(key) !== family.threadOf.get(key)) ? keys : []
  return { threadOf, touched, moved }
}

async function save(
  bulk: SqlScope,
  before: ReadonlyMap<string, string>,
  { threadOf, created, merged }: ReturnType<typeof assignThreads>,
): Promise<void> {
  if (created.length > 0) await insertThreads(bulk, created)
  const fresh = new Map([...threadOf].filter(([key]) => !before.has(key)))
  await insertNodes(bulk, fresh)
  await markArranged(bulk, [...new Set(threadOf.values())])
  await moveKeys(bulk, new Map([...threadOf].filter(([key, id]) => before.has(key) && before.get(key) !== id)))
  await mergeThreads(bulk, merged)
  await removeThreadSearch(bulk, [...merged.keys()])
  const parents = new Map<string, string>()
  for (const [key, id] of threadOf) {
    const parent = before.get(key)
    if (parent !== undefined && parent !== id && created.includes(id)) parents.set(id, parent)
  }
  await inheritThreads(bulk, parents)
}
