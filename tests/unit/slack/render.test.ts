import { expect, it } from 'vitest'
import type { Reply } from '../../../src/bots/commands/reply.js'
import { filesOf, rendered } from '../../../src/bots/slack/answer.js'
import { replyBlocks } from '../../../src/bots/slack/render/blocks.js'
import { cardView } from '../../../src/bots/slack/render/card-view.js'
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

it('shows what somebody wrote whole, in as many sections as it needs, and cuts no escape', () => {
  const prose = `${'word & '.repeat(1500)}the last word\n${'&'.repeat(4000)}`
  const blocks = replyBlocks({ headline: 'Send this?', sections: [{ title: 'The mail', prose }] }, 'UTC')
  const texts = blocks.flatMap((block) => (block.type === 'section' ? [block.text?.text ?? ''] : []))
  expect(texts.every((text) => text.length <= 3000)).toBe(true)
  expect(texts.join('')).toContain('the last word')
  const amps = texts.join('').match(/&amp;/g)
  expect(amps).toHaveLength(1500 + 4000)
  expect(texts.join('').replaceAll('&amp;', '')).not.toContain('&')
})

it('turns the parts of a long card as pages, and leaves none out', () => {
  const sections = Array.from({ length: 120 }, (_, n) => ({ title: `Part ${n}`, lines: [`line ${n}`] }))
  const reply: Reply = { headline: 'A long card', sections }
  const pages = [0, 1, 2].map((page) => replyBlocks(reply, 'UTC', { controls: { again: 'id', page, share: false } }))
  expect(pages.every((blocks) => blocks.length <= 50)).toBe(true)
  const text = JSON.stringify(pages)
  for (const { title } of sections) expect(text).toContain(`*${title}*`)
  expect(JSON.stringify(pages[0])).toContain('Part 1 of 3.')
  expect(JSON.stringify(pages[0])).toContain('page:1')
  expect(JSON.stringify(pages[2])).not.toContain('page:3')
})

it('offers the records of an answer to be opened, those of the page that is shown', () => {
  const reply: Reply = {
    headline: 'Deals',
    table: {
      columns: [{ key: 'deal', label: 'Deal', type: 'record' }],
      rows: Array.from({ length: 60 }, (_, n) => ({ deal: { ref: `DEAL-${n}`, title: `Roof ${n}` } })),
    },
  }
  const opens = reply.table?.rows.map((_, n) => `DEAL-${n}`) ?? []
  const shown = JSON.stringify(replyBlocks(reply, 'UTC', { opens, controls: { again: 'id', page: 1, share: false } }))
  expect(shown).toContain('"value":"DEAL-59"')
  expect(shown).not.toContain('"value":"DEAL-1"')
  expect(JSON.stringify(replyBlocks(reply, 'UTC', { opens: [] }))).not.toContain('static_select')
})

it('shows a time in the reader’s zone, or in each reader’s own where there are several, and nowhere in one that is not named', () => {
  const at = new Date('2026-11-27T08:30:00Z')
  const reply: Reply = {
    headline: 'Due',
    fields: [{ label: 'Due', value: { at } }],
    table: { columns: [{ key: 'at', label: 'When', type: 'date' }], rows: [{ at: { at } }] },
  }
  expect(JSON.stringify(replyBlocks(reply, 'Europe/Berlin'))).toContain('27 Nov, 09:30')
  const many = JSON.stringify(replyBlocks(reply, null))
  expect(many).toContain(`<!date^${at.getTime() / 1000}^{date_short_pretty} {time}|27 Nov, 08:30 UTC>`)
  expect(many).toContain('"text":"27 Nov, 08:30 UTC"')
})

it('shows all of a long text, of a long field and of what a long change was and is', () => {
  const long = (end: string) => `${'word & '.repeat(1000)}${end}`
  const reply: Reply = {
    headline: 'Changed',
    text: long('text end'),
    fields: [
      { label: 'Note', value: long('field end') },
      { label: 'Stage', value: 'Won' },
    ],
    changes: [
      { label: 'Note', before: long('before end'), after: long('after end') },
      { label: 'Amount', before: '1', after: '2' },
    ],
    sections: [{ title: 'Recent', lines: [long('line end')] }],
  }
  const shown = replyBlocks(reply, 'UTC')
  const text = JSON.stringify(shown)
  for (const end of ['text end', 'field end', 'before end', 'after end', 'line end', 'Amount: 1 → *2*'])
    expect(text).toContain(end)
  expect(text).not.toContain('…')
  expect(text.match(/&amp;/g)).toHaveLength(5000)
  const [first] = replyBlocks({ headline: 'x & '.repeat(2_000) }, 'UTC')
  expect(first?.type === 'section' && first.text?.text).toMatch(/^\*[^*]+\*$/)
})

it('has a table whose cells are cut whole as a file, by a button or beside the message', () => {
  const wide: Reply = {
    headline: 'Notes',
    table: { columns: [{ key: 'a', label: 'A', type: 'text' }], rows: [{ a: 'x'.repeat(81) }] },
  }
  const shown = JSON.stringify(replyBlocks(wide, 'UTC', { controls: { again: 'id', page: 0, share: false } }))
  expect(shown).toContain('As file')
  expect(shown).toContain('is whole in the file')
  expect(filesOf(wide)).toHaveLength(1)
  expect(filesOf(wide, { paged: true })).toEqual([])
  expect(filesOf(table(3))).toEqual([])
})

it('lists in a modal all rows that there is room for, turns the rest, and speaks of no file that isn’t there', () => {
  const again = { id: 'id', needs: 'deal.read', shareable: true, isCard: false, opens: [] }
  const view = cardView({ reply: table(SHOWN + 3), again }, 'UTC', 0)
  expect(JSON.stringify(view)).toContain('page:1')
  expect(JSON.stringify(view)).not.toContain('attached')
  expect(JSON.stringify(cardView({ reply: table(SHOWN + 3) }, 'UTC'))).not.toContain('attached')
  const sections = Array.from({ length: 150 }, (_, n) => ({ title: `Part ${n}`, lines: ['x'] }))
  const long = [0, 1].map((page) => cardView({ reply: { headline: 'Long', sections }, again }, 'UTC', page))
  expect(long.map(({ blocks }) => blocks.length <= 100)).toEqual([true, true])
  for (const { title } of sections) expect(JSON.stringify(long)).toContain(`*${title}*`)
})
