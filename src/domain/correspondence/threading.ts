/** One message as threading sees it: its key and the keys of the messages it answers or refers to. */
export type ThreadInput = { key: string; refs: readonly string[] }

export type Threading = {
  /** Every key of the batch, ghosts included → the thread it is in now. */
  threadOf: ReadonlyMap<string, string>
  /** Threads that did not exist before. */
  created: readonly string[]
  /** A thread that is no more → the one that took it in. */
  merged: ReadonlyMap<string, string>
}

/**
 * Sorts a batch into threads: the connected components of "refers to", over the batch and what is known. Only ids join,
 * never subjects, so the partition does not depend on the order of arrival and a loop in References does no harm. Where
 * threads meet the smallest id survives. Pure.
 *
 * @param known thread of each key of the batch that was seen before
 * @param newId makes ids for new threads, asked in the order of the batch
 */
export function threadBatch(
  batch: readonly ThreadInput[],
  known: ReadonlyMap<string, string>,
  newId: () => string,
): Threading {
  const sets = new UnionFind()
  for (const { key, refs } of batch) {
    for (const each of [key, ...refs]) {
      sets.join(nodeOf(key), nodeOf(each))
      const thread = known.get(each)
      if (thread !== undefined) sets.join(nodeOf(each), threadNode(thread))
    }
  }
  const survivors = survivorOf(sets, new Set(known.values()))
  const created: string[] = []
  const threadOf = new Map<string, string>()
  for (const { key, refs } of batch) {
    const root = sets.find(nodeOf(key))
    let thread = survivors.get(root)
    if (thread === undefined) {
      thread = newId()
      created.push(thread)
      survivors.set(root, thread)
    }
    for (const each of [key, ...refs]) threadOf.set(each, thread)
  }
  return { threadOf, created, merged: mergedThreads(sets, survivors, known) }
}

const nodeOf = (key: string): string => `m:${key}`
const threadNode = (thread: string): string => `t:${thread}`

/** The smallest thread id of each component that has one. */
function survivorOf(sets: UnionFind, threads: ReadonlySet<string>): Map<string, string> {
  const smallest = new Map<string, string>()
  for (const thread of threads) {
    const root = sets.find(threadNode(thread))
    const other = smallest.get(root)
    if (other === undefined || thread < other) smallest.set(root, thread)
  }
  return smallest
}

function mergedThreads(sets: UnionFind, survivors: ReadonlyMap<string, string>, known: ReadonlyMap<string, string>) {
  const merged = new Map<string, string>()
  for (const thread of new Set(known.values())) {
    const survivor = survivors.get(sets.find(threadNode(thread)))
    if (survivor !== undefined && survivor !== thread) merged.set(thread, survivor)
  }
  return merged
}

/** Disjoint sets with path halving; near-linear. */
class UnionFind {
  private readonly parent = new Map<string, string>()

  find(node: string): string {
    let at = node
    for (let up = this.parent.get(at); up !== undefined && up !== at; up = this.parent.get(at)) {
      const above = this.parent.get(up) ?? up
      this.parent.set(at, above)
      at = above
    }
    return at
  }

  join(a: string, b: string): void {
    const left = this.find(a)
    const right = this.find(b)
    if (left !== right) this.parent.set(left, right)
  }
}
