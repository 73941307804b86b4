import { expect, it } from 'vitest'
import type { Reply } from '../../../src/bots/commands/reply.js'
import { rendered } from '../../../src/bots/slack/answer.js'
import { replyBlocks } from '../../../src/bots/slack/render/blocks.js'
import { rowsShown } from '../../../src/bots/slack/render/table.js'
import { clip } from '../../../src/lib/text.js'

const table = (rows: number, more?: number): Reply => ({
  headline: 'Deals',
  table: {
    columns: [{ key: 'n', label: 'N', type: 'number' }],
    rows: Array.from({ length: rows }, (_, n) => ({ n })),
    ...(more ? { more } : {}),
  },
})
const SHOWN = 40
const small = (reply: Reply) => JSON.stringify(replyBlocks(reply, 'UTC').at(-1))

it('says what is left out, and promises only what the attached CSV has', () => {
  expect(small(table(25, 5))).toContain('There are 5 more that are not listed.')
  expect(small(table(SHOWN + 3))).toContain('The attached CSV has 3 rows more.')
  expect(small(table(SHOWN + 3, 5))).toContain('The attached CSV has 3 rows more.  ·  And 5 more that are not listed.')
  expect(small(table(3))).not.toContain('more')
})

it('lets no record’s name wake a channel, in the notification’s text neither', async () => {
  const reply: Reply = { headline: 'New deal <!channel> & <@U1>' }
  const { text, blocks } = (await rendered({} as never, reply, { zone: 'UTC' })).message
  expect(text).toBe('New deal &lt;!channel&gt; &amp; &lt;@U1&gt;')
  expect(JSON.stringify(blocks)).not.toMatch(/<[!@]/)
})

it('cuts between letters', () => {
  expect(clip('abcdef', 6)).toBe('abcdef')
  expect(clip('abcdef', 4)).toBe('abc…')
  expect(clip('ab😀cd', 4)).toBe('ab…')
})

it('shows as many rows as Slack’s 10,000 characters for the cells of a message have room for', () => {
  const columns = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, label: key, type: 'text' as const }))
  const row = Object.fromEntries(columns.map(({ key }) => [key, 'x'.repeat(200)]))
  const wide = { columns, rows: Array.from({ length: 40 }, () => row) }
  expect(rowsShown(wide)).toBe(23)
  expect(rowsShown({ columns: columns.slice(0, 1), rows: wide.rows })).toBe(40)
})

it('spreads a long list over several sections, and never leaves out the buttons', () => {
  const lines = Array.from({ length: 400 }, (_, n) => `Line ${n} ${'x'.repeat(50)}`)
  const long = replyBlocks({ headline: 'Long', sections: [{ title: 'All', lines }] }, 'UTC')
  const text = JSON.stringify(long)
  expect(long.length).toBeGreaterThan(5)
  expect(lines.every((line) => text.includes(line))).toBe(true)
  const sections = Array.from({ length: 80 }, (_, n) => ({ title: `Part ${n}`, lines: ['x'] }))
  const actions = [{ label: 'Confirm', do: { url: 'https://daybook.example' } }]
  const blocks = replyBlocks({ headline: 'Many', sections, actions, notes: ['small'] }, 'UTC')
  expect(blocks).toHaveLength(50)
  expect(blocks.slice(-3).map((block) => block.type)).toEqual(['context', 'actions', 'context'])
})
