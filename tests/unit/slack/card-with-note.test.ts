import { expect, test } from 'vitest'
import { cardView, withNote } from '../../../src/bots/slack/render/card-view.js'

const card = cardView({ reply: { headline: 'INV-1 for Acme', actions: [] } }, 'UTC')
const shown = { title: card.title, close: card.close, callback_id: card.callback_id ?? '', blocks: card.blocks }

test('a card from which a file was asked for stands, and says once where it is', () => {
  const once = withNote(shown, 'INV-1.pdf is in our direct messages, for your eyes alone.')
  expect(once.blocks.slice(0, -1)).toEqual(card.blocks)
  expect(once).toMatchObject({ type: 'modal', callback_id: 'card', title: card.title, close: card.close })
  const twice = withNote({ ...shown, blocks: once.blocks }, '<2> files are in our direct messages.')
  expect(twice.blocks).toHaveLength(once.blocks.length)
  expect(JSON.stringify(twice.blocks.at(-1))).toContain('&lt;2&gt; files')
})
