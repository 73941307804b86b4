import { expect, test } from 'vitest'
import { makeTurns } from '../../../src/lib/turns.js'

test('so many run at once, the others in the order they came, and one that fails takes nobody’s turn away', async () => {
  const turn = makeTurns(2, 60_000)
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

test('what takes too long keeps nobody waiting, and its end lets nobody in a second time', async () => {
  const turn = makeTurns(1, 5)
  const ends: (() => void)[] = []
  const slow = turn(() => new Promise<void>((resolve) => ends.push(resolve)))
  const order: string[] = []
  await turn(async () => void order.push('second'))
  ends[0]?.()
  await slow
  const held = turn(() => new Promise<void>((resolve) => setImmediate(resolve)).then(() => void order.push('third')))
  await Promise.all([held, turn(async () => void order.push('fourth'))])
  expect(order).toEqual(['second', 'third', 'fourth'])
})
