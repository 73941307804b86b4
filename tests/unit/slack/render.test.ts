import { expect, it } from 'vitest'
import type { Reply } from '../../../src/bots/commands/reply.js'
import { messageOf } from '../../../src/bots/slack/answer.js'
import { replyBlocks } from '../../../src/bots/slack/render/blocks.js'
import { TABLE_ROWS_SHOWN } from '../../../src/bots/slack/render/table.js'
import { clip } from '../../../src/lib/text.js'

const table = (rows: number, more?: number): Reply => ({
  headline: 'Deals',
  table: {
    columns: [{ key: 'n', label: 'N', type: 'number' }],
    rows: Array.from({ length: rows }, (_, n) => ({ n })),
    ...(more ? { more } : {}),
  },
})
const small = (reply: Reply) => JSON.stringify(replyBlocks(reply, 'UTC').at(-1))

it('says what is left out, and promises only what the attached CSV has', () => {
  expect(small(table(25, 5))).toContain('There are 5 more that are not listed.')
  expect(small(table(TABLE_ROWS_SHOWN + 3))).toContain('The attached CSV has 3 rows more.')
  expect(small(table(TABLE_ROWS_SHOWN + 3, 5))).toContain(
    'The attached CSV has 3 rows more.  ·  And 5 more that are not listed.',
  )
  expect(small(table(3))).not.toContain('more')
})

it('lets no record’s name wake a channel, in the notification’s text neither', async () => {
  const reply: Reply = { headline: 'New deal <!channel> & <@U1>' }
  const { text, blocks } = await messageOf({} as never, reply, 'UTC')
  expect(text).toBe('New deal &lt;!channel&gt; &amp; &lt;@U1&gt;')
  expect(JSON.stringify(blocks)).not.toMatch(/<[!@]/)
})

it('cuts between letters', () => {
  expect(clip('abcdef', 6)).toBe('abcdef')
  expect(clip('abcdef', 4)).toBe('abc…')
  expect(clip('ab😀cd', 4)).toBe('ab…')
})
