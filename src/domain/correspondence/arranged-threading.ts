import type { ThreadInput } from './threading.js'

/** What people decided about threads, by message keys. */
export type Arrangement = {
  /** Messages that were made the beginning of a thread of their own. */
  pins: readonly string[]
  /** Pairs of messages whose threads were made one. */
  joins: readonly (readonly [string, string])[]
}

/**
 * The threads of messages that people rearranged: the connected components of "refers to", as everywhere, but a reference
 * between what begins at a pinned message and what does not is ignored, and joined messages are together whatever they refer
 * to. A function of the set of messages, so any order of arrival comes to the same. Answers the keys of each thread. Pure.
 */
export function arrangeThreads(messages: readonly ThreadInput[], { pins, joins }: Arrangement): string[][] {
  const refs = new Map<string, Set<string>>()
  for (const { key, refs: given } of messages) refs.set(key, new Set([...(refs.get(key) ?? []), ...given]))
  const nodes = new Set([...refs].flatMap(([key, given]) => [key, ...given]))
  const sides = [...pins].sort().map((pin) => (nodes.has(pin) ? beginningAt(pin, refs) : new Set<string>()))
  const together = (a: string, b: string) => sides.every((side) => side.has(a) === side.has(b))
  const groups = new Groups(nodes)
  for (const [key, given] of refs) for (const ref of given) if (together(key, ref)) groups.join(key, ref)
  for (const [a, b] of joins) if (nodes.has(a) && nodes.has(b)) groups.join(a, b)
  return groups.list()
}

/**
 * A pinned message and all that follows it: what refers to it, to a follower, or to a message nobody has seen that a follower
 * refers to. What the pinned message itself goes back to is never among them, even where references run in a loop.
 */
function beginningAt(pin: string, refs: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const before = new Set<string>()
  const walk = [pin]
  for (let at = walk.pop(); at !== undefined; at = walk.pop())
    for (const ref of refs.get(at) ?? [])
      if (ref !== pin && !before.has(ref)) {
        before.add(ref)
        walk.push(ref)
      }
  const after = new Set([pin])
  for (let grew = true; grew; ) {
    grew = false
    for (const [key, given] of refs) {
      if (before.has(key) || (!after.has(key) && ![...given].some((ref) => after.has(ref)))) continue
      const unseen = key === pin ? [] : [...given].filter((ref) => !refs.has(ref) && !before.has(ref))
      for (const each of [key, ...unseen]) {
        if (after.has(each)) continue
        after.add(each)
        grew = true
      }
    }
  }
  return after
}

class Groups {
  #parents = new Map<string, string>()
  constructor(nodes: Iterable<string>) {
    for (const node of nodes) this.#parents.set(node, node)
  }
  #root(node: string): string {
    let root = node
    for (let up = this.#parents.get(root); up !== undefined && up !== root; up = this.#parents.get(root)) root = up
    this.#parents.set(node, root)
    return root
  }
  join(a: string, b: string): void {
    this.#parents.set(this.#root(a), this.#root(b))
  }
  list(): string[][] {
    const groups = new Map<string, string[]>()
    for (const node of [...this.#parents.keys()].sort()) {
      const root = this.#root(node)
      groups.set(root, [...(groups.get(root) ?? []), node])
    }
    return [...groups.values()]
  }
}

export type Assignment = {
  threadOf: ReadonlyMap<string, string>
  created: readonly string[]
  /** A thread that has nothing any more → the one that has what it had. */
  merged: ReadonlyMap<string, string>
}

/**
 * Which thread each group is. A thread belongs to the group of the key that it is `wanted` for (a pinned message's own, one
 * that a merge had taken in), else to the group that has most of its keys; of several a group is the smallest, a `preferred`
 * one before all. `current` is the thread of each key that has one. Pure.
 */
export function assignThreads(
  groups: readonly (readonly string[])[],
  current: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
  newId: () => string,
  preferred?: string,
): Assignment {
  const groupOf = new Map(groups.flatMap((group) => group.map((key) => [key, group] as const)))
  const owner = new Map<string, readonly string[]>()
  for (const [thread, keys] of keysByThread(current)) {
    const [first] = largestShare(keys, groupOf)
    if (first) owner.set(thread, first)
  }
  for (const [key, thread] of wanted) {
    const group = groupOf.get(key)
    if (group) owner.set(thread, group)
  }
  const created: string[] = []
  const threadOf = new Map<string, string>()
  for (const group of groups) {
    const owned = [...owner].filter(([, each]) => each === group).map(([thread]) => thread)
    const [smallest] = owned.sort()
    const id = preferred !== undefined && owned.includes(preferred) ? preferred : (smallest ?? newId())
    if (smallest === undefined) created.push(id)
    for (const key of group) threadOf.set(key, id)
  }
  const alive = new Set(threadOf.values())
  const merged = new Map<string, string>()
  for (const [thread, group] of owner) {
    const survivor = threadOf.get(group[0] ?? '')
    if (!alive.has(thread) && survivor) merged.set(thread, survivor)
  }
  return { threadOf, created, merged }
}

function keysByThread(current: ReadonlyMap<string, string>): Map<string, string[]> {
  const keys = new Map<string, string[]>()
  for (const [key, thread] of [...current].sort(([a], [b]) => (a < b ? -1 : 1)))
    keys.set(thread, [...(keys.get(thread) ?? []), key])
  return keys
}

/** The groups that hold these keys, the one with most of them first. */
function largestShare(keys: readonly string[], groupOf: ReadonlyMap<string, readonly string[]>) {
  const shares = new Map<readonly string[], number>()
  for (const key of keys) {
    const group = groupOf.get(key)
    if (group) shares.set(group, (shares.get(group) ?? 0) + 1)
  }
  return [...shares].sort(([, a], [, b]) => b - a).map(([group]) => group)
}
