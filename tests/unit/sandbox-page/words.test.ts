import { describe, expect, test } from 'vitest'
import { isNumeric } from '../../../src/sandbox/page/blocks/table-cells.js'
import { completionsFor } from '../../../src/sandbox/page/chat/completions.js'
import { readRoute, writeRoute } from '../../../src/sandbox/page/live/hash.js'
import { splitQuoted } from '../../../src/sandbox/page/mail/split-quoted.js'
import type { State } from '../../../src/sandbox/page-api.js'

describe('a column of numbers is told from words', () => {
  test.each(['1,250.00', '-3 %', '(56.10)', 'EUR 20', '€ 1.5m', '50,000.00 EUR', '–', ''])('%j is a number', (text) => {
    expect(isNumeric({ type: 'raw_text', text })).toBe(true)
  })
  test.each(['INV-2026-0412', '2026-11-30', 'Q3', 'Acme 2', '3 days', '+'])('%j is words', (text) => {
    expect(isNumeric({ type: 'raw_text', text })).toBe(false)
  })
})

describe('what the composer offers', () => {
  const state = {
    commands: [
      { command: '/deal', description: 'Deals', usageHint: '[list | show DEAL | move DEAL to:STAGE]' },
      { command: '/daybook', description: 'All', usageHint: '' },
    ],
    users: [
      { id: 'U1', name: 'ana.ruiz', realName: 'Ana Ruiz', title: '' },
      { id: 'U2', name: 'tom', realName: 'Tom Becker', title: '' },
    ],
    conversations: [{ id: 'C1', kind: 'channel', name: 'close-2026', topic: '' }],
  } as unknown as State
  const offered = (text: string) => completionsFor(text, text.length, state)?.items.map((it) => it.title)

  test.each([
    ['/d', ['/deal', '/daybook']],
    ['/deal', ['/deal']],
    ['/deal list', ['list']],
    ['/deal ', ['list', 'show', 'move']],
    ['/deal mo', ['move']],
    ['/deal Acme', undefined],
    ['/deal show DEAL-1', undefined],
    ['say /d', undefined],
    ['hi @be', ['Tom Becker']],
    ['hi @Tom B', ['Tom Becker']],
    ['hi @ana ru', ['Ana Ruiz']],
    ['hi @Tom Becker', undefined],
    ['hi @Tom Carver', undefined],
    ['hi @ruiz', ['Ana Ruiz']],
    ['mail a@be', undefined],
    ['see #clo', ['#close-2026']],
  ])('%j', (text, titles) => {
    expect(offered(text)).toEqual(titles)
  })
})

describe('the quoted end of a mail', () => {
  test('goes with the line that introduces it', () => {
    const text = 'Yes.\n\nOn 20 Nov, Ana wrote:\n> Agreed?\n> Ana\n'
    expect(splitQuoted(text)).toEqual({ own: 'Yes.', quoted: 'On 20 Nov, Ana wrote:\n> Agreed?\n> Ana' })
  })
  test('stays where the answer stands below it, and where all is quoted', () => {
    expect(splitQuoted('> Agreed?\nYes.').quoted).toBe('')
    expect(splitQuoted('> Agreed?').quoted).toBe('')
  })
})

test('the hash keeps who and where', () => {
  const route = { as: 'U1', channel: 'C1', thread: '1.000001' }
  expect(readRoute(writeRoute(route))).toEqual(route)
  expect(readRoute(writeRoute({ view: 'mail', mailbox: 'a+b@c.test' }))).toEqual({
    view: 'mail',
    mailbox: 'a+b@c.test',
  })
})
