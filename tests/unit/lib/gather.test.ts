import { expect, test } from 'vitest'
import { gather } from '../../../src/lib/gather.js'

const next = () => new Promise((resolve) => setImmediate(resolve))

test('who asks alone waits for nobody, and who asks meanwhile goes together with the next', async () => {
  const groups: (readonly number[])[] = []
  const ends: (() => void)[] = []
  const ask = gather(1, async (asked: readonly number[]) => {
    groups.push(asked)
    await new Promise<void>((resolve) => ends.push(resolve))
    return asked.map((n) => n * 10)
  })
  const all = Promise.all([1, 2, 3].map(ask))
  await next()
  expect(groups).toEqual([[1]])
  ends[0]?.()
  await next()
  expect(groups).toEqual([[1], [2, 3]])
  ends[1]?.()
  expect(await all).toEqual([10, 20, 30])
})

test('a fault stays with whose it is', async () => {
  const ask = gather(1, async (asked: readonly number[]) => {
    await next()
    if (asked.includes(3)) throw new Error('three')
    return asked
  })
  const all = await Promise.allSettled([1, 2, 3, 4].map(ask))
  expect(all.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason)))).toEqual([
    1,
    2,
    'Error: three',
    4,
  ])
})
