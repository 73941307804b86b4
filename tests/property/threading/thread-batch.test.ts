import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ThreadInput, threadBatch } from '../../../src/domain/correspondence/threading.js'

/** Few ids, so that references meet, repeat, point at nothing and run in loops. */
const id = fc.integer({ min: 0, max: 25 }).map((n) => `m${n}`)
const mails = fc.uniqueArray(fc.record({ key: id, refs: fc.array(id, { maxLength: 4 }) }), {
  selector: (m) => m.key,
  maxLength: 20,
})

/** Files batch after batch as the database does: nodes are kept, and those of a merged thread follow it. */
function fileAll(batches: readonly (readonly ThreadInput[])[]): Map<string, string> {
  const nodes = new Map<string, string>()
  let made = 0
  for (const batch of batches) {
    const keys = new Set(batch.flatMap(({ key, refs }) => [key, ...refs]))
    const known = new Map([...nodes].filter(([key]) => keys.has(key)))
    const { threadOf, merged } = threadBatch(batch, known, () => `t${String(made++).padStart(6, '0')}`)
    for (const [key, thread] of nodes) nodes.set(key, merged.get(thread) ?? thread)
    for (const [key, thread] of threadOf) nodes.set(key, thread)
  }
  return nodes
}

/** Which messages are together, however the threads are called. */
function partition(nodes: ReadonlyMap<string, string>, keys: readonly string[]): string[] {
  const groups = new Map<string, string[]>()
  for (const key of [...keys].sort())
    groups.set(nodes.get(key) ?? '', [...(groups.get(nodes.get(key) ?? '') ?? []), key])
  return [...groups.values()].map((group) => group.join(' ')).sort()
}

/** Connected components the slow way: spread the smallest number until nothing changes. */
function components(batch: readonly ThreadInput[]): Map<string, string> {
  const label = new Map(batch.flatMap(({ key, refs }) => [key, ...refs]).map((each) => [each, each]))
  for (let changed = true; changed; ) {
    changed = false
    for (const { key, refs } of batch) {
      const all = [key, ...refs]
      const least = all.map((each) => label.get(each) ?? each).sort()[0] ?? key
      for (const each of all) {
        if (label.get(each) === least) continue
        label.set(each, least)
        changed = true
      }
    }
  }
  return label
}

const cut = <T>(items: readonly T[], sizes: readonly number[]): T[][] => {
  const batches: T[][] = []
  for (let at = 0, n = 0; at < items.length; n++) {
    const size = sizes[n % sizes.length] ?? 1
    batches.push(items.slice(at, at + size))
    at += size
  }
  return batches
}

describe('threads (law 6)', () => {
  it('are the same in any order and any batches, with ghosts and loops', () => {
    const orders = mails.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
      ),
    )
    fc.assert(
      fc.property(orders, ([given, shuffled, sizes]) => {
        const keys = given.map(({ key }) => key)
        const wanted = partition(components(given), keys)
        expect(partition(fileAll([given]), keys)).toEqual(wanted)
        expect(partition(fileAll(cut(shuffled, sizes)), keys)).toEqual(wanted)
      }),
      { numRuns: 500 },
    )
  })

  it('do not change when a message comes again', () => {
    fc.assert(
      fc.property(mails, (given) => {
        expect(fileAll([given, given])).toEqual(fileAll([given]))
      }),
    )
  })

  it('survive a merge under the smallest id', () => {
    const batch = [{ key: 'link', refs: ['left', 'right'] }]
    const { threadOf, created, merged } = threadBatch(
      batch,
      new Map([
        ['left', 't2'],
        ['right', 't1'],
      ]),
      () => 't3',
    )
    expect([...new Set(threadOf.values())]).toEqual(['t1'])
    expect([created, [...merged]]).toEqual([[], [['t2', 't1']]])
  })
})
