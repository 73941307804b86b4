import { expect, it } from 'vitest'
import { progressText } from '../../../src/cli/progress-line.js'

it.each([
  ['nothing is done yet: no end is known', { done: 0, total: 4000 }, 0, '░'.repeat(24), '0/4,000'],
  [
    'a quarter',
    { done: 1000, total: 4000 },
    5_000,
    `${'█'.repeat(6)}${'░'.repeat(18)}`,
    '1,000/4,000, about 15 s left',
  ],
  ['minutes', { done: 1, total: 301 }, 1_000, '░'.repeat(24), '1/301, about 5 min left'],
  ['hours', { done: 1, total: 30_001 }, 1_000, '░'.repeat(24), '1/30,001, about 9 h left'],
  ['all', { done: 4000, total: 4000 }, 9_000, '█'.repeat(24), '4,000/4,000'],
])('%s', (_, { done, total }, elapsedMs, bar, end) => {
  expect(progressText('a@b INBOX', { done, total, doneBefore: 0, elapsedMs })).toBe(`a@b INBOX ${bar} ${end}`)
})

it('what was done before it was broken off does not count for the speed', () => {
  const text = progressText('a@b INBOX', { done: 3000, total: 4000, doneBefore: 2000, elapsedMs: 10_000 })
  expect(text).toContain('about 10 s left')
})
