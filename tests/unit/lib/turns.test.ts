import { expect, test } from 'vitest'
import { makeTurns } from '../../../src/lib/turns.js'

test('so many run at once, the others in the order they came, and one that fails takes nobody’s turn away', async () => {
  const turn = makeTurns(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (n: number) =>
    turn(async () => {
      begun.push(n)
      await new Promise<void>((resolve) => ends.push(resolve))
      if (n === 0) throw new Error('failed')
      return n
    })
  const all = Promise.allSettled([0, 1, 2, 3, 4].map(work))
  const next = () => new Promise((resolve) => setImmediate(resolve))
  await next()
  expect(begun).toEqual([0, 1])
  for (let ended = 0; ended < 5; ended += 1) {
    ends[ended]?.()
    await next()
    expect(begun).toEqual([0, 1, 2, 3, 4].slice(0, Math.min(5, ended + 3)))
  }
  expect((await all).map(({ status }) => status)).toEqual(['rejected', ...Array(4).fill('fulfilled')])
})
