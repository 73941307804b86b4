import { expect, test } from 'vitest'
import { completionsFor } from '../../../src/sandbox/page/chat/completions.js'
import { messageAt } from '../../../src/sandbox/page/chat/message-keys.js'
import type { State } from '../../../src/sandbox/page-api.js'

const commands = [
  { command: '/daybook', usageHint: '[help | search WORDS | deal move DEAL to:STAGE | deal list]', description: '' },
  { command: '/deal', usageHint: '[list | show DEAL | move DEAL to:STAGE]', description: '' },
]
const state = { commands, users: [], conversations: [] } as unknown as State
const offered = (text: string) => {
  const found = completionsFor(text, text.length, state)
  return found && [found.from, ...found.items.map(({ title, hint }) => (hint ? `${title} (${hint})` : title))]
}

test.each<[string, unknown]>([
  [
    '/d',
    [
      0,
      '/daybook ([help | search WORDS | deal move DEAL to:STAGE | deal list])',
      '/deal ([list | show DEAL | move DEAL to:STAGE])',
    ],
  ],
  ['/daybook ', [9, 'help', 'search (WORDS)', 'deal (move DEAL to:STAGE)']],
  ['/daybook de', [9, 'deal (move DEAL to:STAGE)']],
  ['/daybook deal ', [14, 'move (DEAL to:STAGE)', 'list']],
  ['/daybook deal m', [14, 'move (DEAL to:STAGE)']],
  ['/daybook Deal L', [14, 'list']],
  ['/deal show ', undefined],
  ['/deal show x', undefined],
  ['/nothing ', undefined],
])('%j offers %j', (text, wanted) => {
  expect(offered(text)).toEqual(wanted)
})

test.each<[string, number, number | undefined]>([
  ['ArrowUp', -1, 4],
  ['ArrowDown', -1, 4],
  ['ArrowUp', 4, 3],
  ['ArrowUp', 0, 0],
  ['ArrowDown', 4, 4],
  ['Home', 3, 0],
  ['End', 0, 4],
  ['a', 2, undefined],
])('%s from message %i of five leads to %o', (key, at, wanted) => {
  expect(messageAt(key, at, 5)).toBe(wanted)
  expect(messageAt(key, -1, 0)).toBeUndefined()
})
