import { expect, it } from 'vitest'
import { makePace } from '../../../src/lib/pace.js'

it('lets so many through within a time, of each by itself, and again after it', () => {
  let now = 0
  const pace = makePace({ most: 3, perMs: 1_000 }, () => now)
  expect([1, 2, 3, 4].map(() => pace.take('ada'))).toEqual([true, true, true, false])
  expect([pace.isSpent('ada'), pace.isSpent('ben')]).toEqual([true, false])
  expect(pace.take('ben')).toBe(true)
  now = 999
  expect(pace.take('ada')).toBe(false)
  now = 1_000
  expect([pace.isSpent('ada'), pace.take('ada')]).toEqual([false, true])
})

it('forgets the oldest of very many, and keeps to its bound', () => {
  const pace = makePace({ most: 1, perMs: 1_000 }, () => 0)
  for (let n = 0; n <= 10_000; n += 1) pace.take(`stranger ${n}`)
  expect([pace.isSpent('stranger 0'), pace.isSpent('stranger 10000')]).toEqual([false, true])
})
