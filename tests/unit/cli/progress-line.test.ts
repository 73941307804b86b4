import { expect, it } from 'vitest'
import { progressLine, progressText } from '../../../src/cli/progress-line.js'
import { memoryTerminal } from '../../integration/cli/memory-terminal.js'

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

it('a bar is redrawn where stderr is a terminal, whatever becomes of stdout; elsewhere each tenth is a line', () => {
  const drawn: string[] = []
  const { terminal, warned } = memoryTerminal(true)
  const at = (done: number) => ({ mailbox: '', folder: 'INBOX', done, total: 100 })
  const bar = progressLine({ ...terminal, barWidth: 60, redraw: (text) => void drawn.push(text) }, 'a@b')
  for (const done of [1, 2, 100]) bar(at(done))
  expect([drawn.length, warned]).toEqual([3, []])
  const lines = progressLine(terminal, 'a@b')
  for (const done of [1, 2, 50, 55, 100]) lines(at(done))
  expect(warned.map((line) => line.replace(/^.* (\d+\/100).*$/, '$1'))).toEqual(['1/100', '50/100', '100/100'])
})
